package frontdoor.process;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.random.RandomGenerator;

/** A backend that treats each connection as its mood is: it answers, cuts its answer short, resets, says nonsense or says nothing. */
final class MoodyBackend implements AutoCloseable {
    private static final int PATIENCE_MILLIS = 5_000;

    private final ServerSocket listener;
    private final RandomGenerator.SplittableGenerator random;

    private MoodyBackend(ServerSocket listener, RandomGenerator.SplittableGenerator random) {
        this.listener = listener;
        this.random = random;
    }

    static MoodyBackend start(RandomGenerator.SplittableGenerator random) throws IOException {
        MoodyBackend backend =
                new MoodyBackend(new ServerSocket(0, 200, InetAddress.getLoopbackAddress()), random.split());
        Thread.ofVirtual().start(backend::accept);
        return backend;
    }

    int port() {
        return listener.getLocalPort();
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket socket = listener.accept();
                RandomGenerator own = random.split();
                Thread.ofVirtual().start(() -> serve(socket, own));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private static void serve(Socket socket, RandomGenerator random) {
        try (socket) {
            socket.setSoTimeout(PATIENCE_MILLIS);
            InputStream in = socket.getInputStream();
            OutputStream out = socket.getOutputStream();
            byte[] request = new byte[1 << 14];
            while (in.read(request) > 0) {
                switch (random.nextInt(8)) {
                    case 0 -> {
                        socket.setSoLinger(true, 0);
                        return;
                    }
                    case 1 -> {
                        say(out, "HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\ncut short");
                        return;
                    }
                    case 2 -> say(out, "HTTP/1.1 200 OK\r\nContent-Length: nonsense\r\n\r\n");
                    case 3 -> say(out, "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nffffffff\r\n");
                    case 4 -> in.read(); // says nothing, until the front door has had enough or its patience ends
                    default -> say(out, "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
                }
            }
        } catch (IOException gone) {
            // The front door, or the patience, has ended the connection.
        }
    }

    private static void say(OutputStream out, String octets) throws IOException {
        out.write(octets.getBytes(StandardCharsets.US_ASCII));
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }
}
