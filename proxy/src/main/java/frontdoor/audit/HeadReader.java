package frontdoor.audit;

import frontdoor.report.Printable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.ProtocolException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads the head of one answer as browsers do, which forgive more than the proxy's own reader may: bare line feeds, folded lines, lines
 * that are no fields.
 *
 * <p>Not more than 64 KiB are read, interim answers included, and no body.
 */
final class HeadReader {
    private static final int LIMIT = 65_536;
    private static final Pattern STATUS_LINE = Pattern.compile("HTTP/\\d(?:\\.\\d)? +(\\d{3})(?: .*)?");

    private final InputStream in;
    private final List<String> hsts = new ArrayList<>();
    private @Nullable String location;
    private int taken;

    private HeadReader(InputStream in) {
        this.in = in;
    }

    /**
     * Reads to the empty line.
     *
     * @throws EOFException if the connection ends before
     * @throws ProtocolException if this is no head; the message says why in one line
     */
    static Answer read(InputStream in, @Nullable TlsFacts tls) throws IOException {
        HeadReader reader = new HeadReader(in);
        int status = reader.head();
        while (status >= 100 && status < 200 && status != 101) {
            reader.hsts.clear();
            reader.location = null;
            status = reader.head();
        }
        return new Answer(status, reader.hsts, reader.location, tls);
    }

    private int head() throws IOException {
        String first = line();
        Matcher matcher = STATUS_LINE.matcher(first);
        if (!matcher.matches()) {
            throw new ProtocolException("answers with something that is not HTTP/1: " + Printable.quoted(first));
        }
        String field = line();
        while (!field.isEmpty()) {
            String next = line();
            while (next.startsWith(" ") || next.startsWith("\t")) {
                field += " " + next.strip();
                next = line();
            }
            onField(field);
            field = next;
        }
        return Integer.parseInt(matcher.group(1));
    }

    private void onField(String field) {
        int colon = field.indexOf(':');
        String name = colon < 0 ? "" : field.substring(0, colon).strip().toLowerCase(Locale.ROOT);
        String value = field.substring(colon + 1).strip();
        if (name.equals("strict-transport-security")) {
            hsts.add(value);
        } else if (name.equals("location") && location == null) {
            location = value;
        }
    }

    private String line() throws IOException {
        byte[] line = new byte[128];
        int length = 0;
        int next = in.read();
        while (next != '\n') {
            if (next < 0) {
                throw new EOFException(
                        taken == 0
                                ? "closes the connection without an answer"
                                : "closes the connection inside the head of its answer");
            }
            if (++taken > LIMIT) {
                throw new ProtocolException("sends a head of more than 64 KiB");
            }
            if (length == line.length) {
                line = Arrays.copyOf(line, length * 2);
            }
            line[length++] = (byte) next;
            next = in.read();
        }
        taken++;
        int end = length > 0 && line[length - 1] == '\r' ? length - 1 : length;
        return new String(line, 0, end, StandardCharsets.ISO_8859_1);
    }
}
