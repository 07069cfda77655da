package frontdoor.upstream;

import frontdoor.connect.PeerAddress;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** A backend on loopback that does to each connection what a script says, in a thread of its own. */
public final class FakeBackend implements AutoCloseable {
    /** The course of one connection; it is closed when the script ends. */
    public interface Script {
        void serve(FakeConnection connection) throws Exception;
    }

    private final ServerSocket server;
    private final Thread acceptor;
    private final CopyOnWriteArrayList<FakeConnection> connections = new CopyOnWriteArrayList<>();
    private final AtomicInteger accepted = new AtomicInteger();

    public FakeBackend(Script script) throws IOException {
        this(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), script);
    }

    /** The same on a socket that was bound by the caller, such as one of TLS. */
    FakeBackend(ServerSocket server, Script script) {
        this.server = server;
        this.acceptor = Thread.ofPlatform().daemon().start(() -> acceptAll(script));
    }

    /** Answers every request with this, until the other side ends the connection. */
    static FakeBackend answering(String response) throws IOException {
        return new FakeBackend(connection -> {
            while (connection.readHead() != null) {
                connection.send(response);
            }
        });
    }

    private void acceptAll(Script script) {
        try {
            while (true) {
                Socket socket = server.accept();
                FakeConnection connection = new FakeConnection(socket);
                connections.add(connection);
                accepted.incrementAndGet();
                if (server.isClosed()) {
                    // Accepted while the others were being closed.
                    connection.close();
                }
                Thread.ofPlatform().daemon().start(() -> connection.run(script));
            }
        } catch (IOException e) {
            // Closed.
            return;
        }
    }

    int port() {
        return server.getLocalPort();
    }

    public PeerAddress address() {
        return new PeerAddress("127.0.0.1", server.getLocalPort());
    }

    /** How many connections were accepted so far. */
    public int accepted() {
        return accepted.get();
    }

    public FakeConnection connection(int i) {
        return connections.get(i);
    }

    /** Nobody can connect to it any more when this returns: as long as somebody waits for connections, the system takes some. */
    @Override
    public void close() throws IOException {
        server.close();
        try {
            acceptor.join();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
        for (FakeConnection connection : connections) {
            connection.close();
        }
    }
}
