package frontdoor.process;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A backend that produces and swallows octets by the path of a request: {@code /stream/get/N} answers with N octets,
 * {@code /stream/head} with a head of more than 50 KiB,
 * {@code /stream/put} swallows a body of known length and answers with its length, {@code /stream/stall} takes a body's first octets only,
 * {@code /stream/held} answers with half of a body and keeps the rest until {@link #release}, {@code /stream/ws} upgrades and echoes.
 */
final class StreamBackend implements AutoCloseable {
    private static final int PIECE = 64 * 1024;
    private static final byte[] ZEROS = new byte[PIECE];
    /** What RFC 6455 1.3 answers its sample key with. */
    private static final String ACCEPT = "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=";

    private final ServerSocket listener;
    private final CountDownLatch released = new CountDownLatch(1);
    private final AtomicLong held = new AtomicLong();
    private final AtomicLong answered = new AtomicLong();

    private StreamBackend(ServerSocket listener) {
        this.listener = listener;
    }

    static StreamBackend start() throws IOException {
        StreamBackend backend = new StreamBackend(new ServerSocket(0, 4096, InetAddress.getLoopbackAddress()));
        Thread.ofVirtual().start(backend::accept);
        return backend;
    }

    int port() {
        return listener.getLocalPort();
    }

    /** How many answers are half sent. */
    long held() {
        return held.get();
    }

    /** How many requests for {@code /stream/put} were taken whole and are answered. */
    long answered() {
        return answered.get();
    }

    /** Lets the answers that are held come to their end. */
    void release() {
        released.countDown();
    }

    @Override
    public void close() throws IOException {
        release();
        listener.close();
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket socket = listener.accept();
                Thread.ofVirtual().start(() -> serve(socket));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            InputStream in = new BufferedInputStream(socket.getInputStream(), PIECE);
            OutputStream out = socket.getOutputStream();
            for (String head = readHead(in); !head.isEmpty(); head = readHead(in)) {
                answer(head, in, out);
            }
        } catch (IOException | InterruptedException gone) {
            // The front door has closed the connection, or the test is over.
        }
    }

    private void answer(String head, InputStream in, OutputStream out) throws IOException, InterruptedException {
        String path = head.split(" ", 3)[1];
        long length = contentLength(head);
        if (path.startsWith("/stream/get/")) {
            long octets = Long.parseLong(path.substring("/stream/get/".length()));
            writeHead(out, "200 OK\r\nContent-Length: " + octets);
            send(out, octets);
        } else if (path.equals("/stream/head")) {
            String fields = "X-Large: %s\r\n".formatted("x".repeat(PIECE / 5)).repeat(4);
            writeHead(out, "200 OK\r\n" + fields + "Content-Length: 0");
        } else if (path.equals("/stream/held")) {
            writeHead(out, "200 OK\r\nContent-Length: " + 2 * PIECE);
            send(out, PIECE);
            held.incrementAndGet();
            released.await();
            send(out, PIECE);
        } else if (path.equals("/stream/stall")) {
            in.readNBytes(PIECE);
            released.await();
            throw new IOException("stalled to the end");
        } else if (path.equals("/stream/ws")) {
            writeHead(
                    out,
                    "101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: "
                            + ACCEPT);
            in.transferTo(out);
        } else {
            in.skipNBytes(length);
            answered.addAndGet(path.equals("/stream/put") ? 1 : 0);
            String text = Long.toString(length);
            writeHead(out, "200 OK\r\nContent-Length: " + text.length());
            out.write(text.getBytes(StandardCharsets.US_ASCII));
        }
    }

    private static void send(OutputStream out, long octets) throws IOException {
        for (long left = octets; left > 0; left -= PIECE) {
            out.write(ZEROS, 0, (int) Math.min(left, PIECE));
        }
    }

    private static void writeHead(OutputStream out, String statusAndFields) throws IOException {
        out.write(("HTTP/1.1 " + statusAndFields + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
    }

    private static String readHead(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n", Math.max(0, head.length() - 4)) < 0) {
            int octet = in.read();
            if (octet < 0) {
                return "";
            }
            head.append((char) octet);
        }
        return head.toString();
    }

    private static long contentLength(String head) {
        return head.lines()
                .filter(line -> line.toLowerCase(Locale.ROOT).startsWith("content-length:"))
                .mapToLong(line ->
                        Long.parseLong(line.substring(line.indexOf(':') + 1).strip()))
                .findFirst()
                .orElse(0);
    }
}
