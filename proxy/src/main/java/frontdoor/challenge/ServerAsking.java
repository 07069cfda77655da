package frontdoor.challenge;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One question to another client that answers on a port of its own: in HTTP/1.0, after whose answer the connection ends, and which has no
 * codings of bodies that would have to be undone.
 *
 * <h2>Threads</h2>
 *
 * Any that may block.
 */
final class ServerAsking {
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final int MOST_OCTETS = 16 << 10;
    private static final Pattern STATUS = Pattern.compile("HTTP/1\\.[01] ([1-5]\\d\\d)(?: [^\r\n]*)?\r?\n");
    private static final Pattern LENGTH = Pattern.compile("(?im)^content-length:[ \t]*(\\d{1,9})[ \t]*\r?$");
    private static final Pattern HEAD_END = Pattern.compile("\r?\n\r?\n");

    private final long end = System.nanoTime() + PATIENCE.toNanos();

    private ServerAsking() {}

    /** What it has; empty where it says that it has nothing. Blocks for {@link #PATIENCE} at most, the look-up of its name aside. */
    static Optional<byte[]> ask(ForeignClient.Server server, ForeignQuestion question) throws IOException {
        return new ServerAsking().answer(server, question);
    }

    private Optional<byte[]> answer(ForeignClient.Server server, ForeignQuestion question) throws IOException {
        try (Socket socket = connect(server)) {
            socket.getOutputStream()
                    .write(("GET " + ChallengePath.PREFIX + question.token() + " HTTP/1.0\r\nHost: " + question.host()
                                    + "\r\nVia: " + question.via() + "\r\nConnection: close\r\n\r\n")
                            .getBytes(StandardCharsets.ISO_8859_1));
            return judge(read(socket));
        }
    }

    /** To the first of its addresses where somebody listens. */
    private Socket connect(ForeignClient.Server server) throws IOException {
        IOException refused = null;
        for (InetAddress address : InetAddress.getAllByName(server.host())) {
            Socket socket = new Socket();
            try {
                socket.connect(new InetSocketAddress(address, server.port()), left());
                return socket;
            } catch (IOException failed) {
                socket.close();
                refused = failed;
            }
        }
        throw refused == null ? new IOException(server.host() + " has no address") : refused;
    }

    /** Milliseconds, one at least. */
    private int left() throws SocketTimeoutException {
        long millis = (end - System.nanoTime()) / 1_000_000;
        if (millis <= 0) {
            throw new SocketTimeoutException("no whole answer within " + PATIENCE.toSeconds() + " s");
        }
        return (int) millis;
    }

    private byte[] read(Socket socket) throws IOException {
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        byte[] piece = new byte[MOST_OCTETS];
        socket.setSoTimeout(left());
        int read = socket.getInputStream().read(piece);
        while (read >= 0) {
            answer.write(piece, 0, read);
            if (answer.size() > MOST_OCTETS) {
                throw new IOException("the answer has more than " + MOST_OCTETS + " octets");
            }
            if (isWhole(answer)) {
                // It may leave the connection open all the same.
                break;
            }
            socket.setSoTimeout(left());
            read = socket.getInputStream().read(piece);
        }
        return answer.toByteArray();
    }

    private static boolean isWhole(ByteArrayOutputStream answer) {
        String text = answer.toString(StandardCharsets.ISO_8859_1);
        Matcher head = HEAD_END.matcher(text);
        return head.find() && lengthOf(text.substring(0, head.end())) == text.length() - head.end();
    }

    /** What a head says of its body; negative where it says nothing. */
    private static int lengthOf(String head) {
        Matcher length = LENGTH.matcher(head);
        return length.find() ? Integer.parseInt(length.group(1)) : -1;
    }

    private static Optional<byte[]> judge(byte[] answer) throws IOException {
        String text = new String(answer, StandardCharsets.ISO_8859_1);
        Matcher status = STATUS.matcher(text);
        Matcher head = HEAD_END.matcher(text);
        if (!status.lookingAt() || !head.find(status.end() - 2)) {
            throw new IOException("the answer is none of HTTP");
        }
        int code = Integer.parseInt(status.group(1));
        if (code >= 400 && code <= 499) {
            return Optional.empty();
        }
        if (code != 200) {
            throw new IOException("the answer has the status " + code);
        }
        byte[] body = Arrays.copyOfRange(answer, head.end(), answer.length);
        int length = lengthOf(text.substring(0, head.end()));
        if (length >= 0 && length != body.length) {
            throw new IOException("the answer ends early");
        }
        return Optional.of(body);
    }
}
