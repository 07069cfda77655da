package frontdoor.process;

import frontdoor.wire.WebsocketKey;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;

/** A backend that switches to a websocket whoever asks for it, and sends every octet back. */
final class WebsocketEcho implements AutoCloseable {
    private static final String KEY = "sec-websocket-key:";

    private final ServerSocket listener;
    private final AtomicInteger open = new AtomicInteger();
    private final AtomicInteger switched = new AtomicInteger();

    private WebsocketEcho(ServerSocket listener) {
        this.listener = listener;
    }

    static WebsocketEcho start() throws IOException {
        WebsocketEcho backend = new WebsocketEcho(new ServerSocket(0, 4096, InetAddress.getLoopbackAddress()));
        Thread.ofVirtual().start(backend::accept);
        return backend;
    }

    int port() {
        return listener.getLocalPort();
    }

    /** Connections that have not ended. */
    int open() {
        return open.get();
    }

    /** How many were switched since the start. */
    int switched() {
        return switched.get();
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket socket = listener.accept();
                open.incrementAndGet();
                Thread.ofVirtual().start(() -> serve(socket));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            InputStream in = socket.getInputStream();
            String key = key(in);
            if (key != null) {
                byte[] octets = key.getBytes(StandardCharsets.US_ASCII);
                String accept = new String(WebsocketKey.acceptOf(octets, 0, octets.length), StandardCharsets.US_ASCII);
                socket.getOutputStream()
                        .write(("HTTP/1.1 101 Switching Protocols\r\nConnection: upgrade\r\nUpgrade: websocket\r\n"
                                        + "Sec-WebSocket-Accept: " + accept + "\r\n\r\n")
                                .getBytes(StandardCharsets.US_ASCII));
                switched.incrementAndGet();
                in.transferTo(socket.getOutputStream());
            }
        } catch (IOException ended) {
            // The front door has ended it.
            return;
        } finally {
            open.decrementAndGet();
        }
    }

    /** Reads a head, octet by octet, since those of the websocket may follow at once. */
    private static String key(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        int octet;
        while (head.indexOf("\r\n\r\n") < 0 && (octet = in.read()) >= 0) {
            head.append((char) octet);
        }
        return head.toString()
                .lines()
                .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(KEY))
                .map(line -> line.substring(KEY.length()).strip())
                .findFirst()
                .orElse(null);
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }
}
