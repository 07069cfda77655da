package frontdoor.probe;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Asks with HEAD over HTTP/1.1, so that answers have no body, and reads nothing but the head. */
final class Http1Asking {
    private static final Pattern STATUS_LINE = Pattern.compile("HTTP/1\\.1 ([2-5]\\d\\d)( .*)?");
    private static final String HSTS = "strict-transport-security";
    private static final int LONGEST_HEAD = 16 * 1024;

    private Http1Asking() {}

    static Answer ask(Socket socket, ProbedHost host, Question question) throws IOException {
        socket.getOutputStream().write(question.toHttp1(host).getBytes(StandardCharsets.US_ASCII));
        socket.getOutputStream().flush();
        String head = readHead(new BufferedInputStream(socket.getInputStream()));
        return head.isEmpty() ? new Answer(Answer.HUNG_UP, List.of()) : parse(head.split("\r\n"));
    }

    /** Everything up to the empty line, or nothing if the other side hung up. */
    private static String readHead(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.length() < LONGEST_HEAD) {
            int octet = in.read();
            if (octet < 0 && head.isEmpty()) {
                return "";
            }
            if (octet < 0) {
                throw new EOFException("the answer ended in its head");
            }
            head.append((char) octet);
            if (octet == '\n' && head.indexOf("\r\n\r\n", head.length() - 4) >= 0) {
                return head.toString();
            }
        }
        throw new IOException("the answer has no end of its head");
    }

    private static Answer parse(String[] lines) throws IOException {
        Matcher status = STATUS_LINE.matcher(lines.length == 0 ? "" : lines[0]);
        if (!status.matches()) {
            throw new IOException("the answer is not HTTP/1.1");
        }
        List<String> hsts = new ArrayList<>();
        for (String line : lines) {
            int colon = line.indexOf(':');
            if (colon > 0 && line.substring(0, colon).equalsIgnoreCase(HSTS)) {
                hsts.add(line.substring(colon + 1).strip());
            }
        }
        return new Answer(Integer.parseInt(status.group(1)), hsts);
    }
}
