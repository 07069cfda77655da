package frontdoor;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** One connection to a {@link Backend}; text has one character per octet. */
final class BackendConnection {
    private static final String LAST_CHUNK = "0\r\n\r\n";

    private final Socket socket;
    private final InputStream in;
    private final List<String> requests;
    private volatile boolean ended;

    BackendConnection(Socket socket, List<String> requests) throws IOException {
        this.socket = socket;
        this.in = new BufferedInputStream(socket.getInputStream());
        this.requests = requests;
    }

    void run(Backend.Script script) {
        try {
            script.serve(this);
        } catch (IOException _) {
            // The proxy has ended the connection.
        } finally {
            ended = true;
            close();
        }
    }

    /** Reads a request with its body, or null if the connection has ended before its end. */
    @Nullable
    String readRequest() throws IOException {
        String head = readHead();
        if (head == null) {
            return null;
        }
        String lower = head.toLowerCase(Locale.ROOT);
        String body = "";
        int length = lower.indexOf("\r\ncontent-length: ");
        if (length >= 0) {
            int from = length + 18;
            int octets = Integer.parseInt(head.substring(from, head.indexOf('\r', from)));
            body = read(octets);
            if (body.length() < octets) {
                return null;
            }
        } else if (lower.contains("\r\ntransfer-encoding: chunked")) {
            body = readUntil(LAST_CHUNK);
            if (!body.endsWith(LAST_CHUNK)) {
                return null;
            }
        }
        requests.add(head + body);
        return head + body;
    }

    /** Reads a head with its empty line, or null if the connection has ended. */
    @Nullable
    String readHead() throws IOException {
        String head = readUntil("\r\n\r\n");
        return head.endsWith("\r\n\r\n") ? head : null;
    }

    private String readUntil(String end) throws IOException {
        StringBuilder text = new StringBuilder();
        int octet;
        while ((octet = in.read()) >= 0) {
            text.append((char) octet);
            if (text.length() >= end.length() && text.indexOf(end, text.length() - end.length()) >= 0) {
                break;
            }
        }
        return text.toString();
    }

    /** Reads so many octets, or fewer if the connection ends. */
    String read(int octets) throws IOException {
        return new String(in.readNBytes(octets), StandardCharsets.ISO_8859_1);
    }

    BackendConnection send(String octets) throws IOException {
        socket.getOutputStream().write(octets.getBytes(StandardCharsets.ISO_8859_1));
        return this;
    }

    /** Reads until the proxy ends the connection. */
    void awaitEnd() throws IOException {
        in.transferTo(OutputStream.nullOutputStream());
    }

    /** Sends FIN and can still read. */
    void endOutput() throws IOException {
        socket.shutdownOutput();
    }

    /** Ends the connection with a reset. */
    void reset() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    /** Whether the script has come to its end. */
    boolean ended() {
        return ended;
    }

    void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
