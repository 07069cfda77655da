package frontdoor;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A legacy application on loopback that does to each connection what its script of the moment says, in a thread of its own. */
final class Backend implements AutoCloseable {
    /** What happens on one connection; it is closed when the script ends. */
    interface Script {
        void serve(BackendConnection connection) throws IOException;
    }

    private final ServerSocket server;
    private final List<BackendConnection> connections = new CopyOnWriteArrayList<>();
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private volatile Script script = Backend::echo;

    Backend() {
        try {
            server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofPlatform().daemon().start(this::acceptAll);
    }

    private void acceptAll() {
        try {
            while (true) {
                Socket socket = server.accept();
                socket.setTcpNoDelay(true);
                BackendConnection connection = new BackendConnection(socket, requests);
                connections.add(connection);
                Thread.ofPlatform().daemon().start(() -> connection.run(script));
            }
        } catch (IOException closed) {
            return;
        }
    }

    /** Answers every request with its own octets. */
    static void echo(BackendConnection connection) throws IOException {
        String request;
        while ((request = connection.readRequest()) != null) {
            connection.send("HTTP/1.1 200 OK\r\nContent-Length: " + request.length() + "\r\n\r\n" + request);
        }
    }

    /** From now on new connections are served by this, and those that wait are closed. */
    Backend does(Script other) {
        script = other;
        connections.forEach(BackendConnection::close);
        connections.clear();
        requests.clear();
        return this;
    }

    /** From now on every request is answered with this. */
    Backend answers(String octets) {
        return does(connection -> {
            while (connection.readRequest() != null) {
                connection.send(octets);
            }
        });
    }

    /** From now on one request per connection is answered with this, and then the connection ends. */
    Backend answersAndCloses(String octets) {
        return does(connection -> {
            if (connection.readRequest() != null) {
                connection.send(octets);
            }
        });
    }

    int port() {
        return server.getLocalPort();
    }

    /** The requests that came, complete ones only. */
    List<String> requests() {
        return requests;
    }

    /** The connections since the script was set, the first first. */
    List<BackendConnection> connections() {
        return connections;
    }

    @Override
    public void close() throws IOException {
        server.close();
        connections.forEach(BackendConnection::close);
    }
}
