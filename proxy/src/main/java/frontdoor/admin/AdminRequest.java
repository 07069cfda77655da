package frontdoor.admin;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One request to the admin listener. Its body, if it has one, is nobody's business.
 *
 * @param method as it was sent
 * @param path of the target, without a query
 * @param query of the target, without its question mark; empty where there is none
 * @param fields by name, whatever the case
 */
public record AdminRequest(String method, String path, String query, Map<String, String> fields) {
    /** Octets that a head may have: those who run Frontdoor ask short questions. */
    static final int MOST_OCTETS = 16 * 1024;

    /** An input that is no request; the message says why. */
    static final class Malformed extends IOException {
        private static final long serialVersionUID = 1L;
        private final int status;

        Malformed(int status, String message) {
            super(message);
            this.status = status;
        }

        int status() {
            return status;
        }
    }

    /**
     * Reads a head, and nothing after it.
     *
     * @throws Malformed for what is none
     */
    static AdminRequest read(InputStream in) throws IOException {
        byte[] head = new byte[MOST_OCTETS];
        int length = 0;
        while (!endsHead(head, length)) {
            int octet = length == head.length ? tooLarge() : in.read();
            if (octet < 0) {
                throw new EOFException("the client ended in the middle of its request");
            }
            head[length++] = (byte) octet;
        }
        return parse(new String(head, 0, length, StandardCharsets.ISO_8859_1));
    }

    private static int tooLarge() throws Malformed {
        throw new Malformed(431, "a request has at most " + MOST_OCTETS + " bytes");
    }

    /** An empty line; a line may end with LF alone, as people type it. */
    private static boolean endsHead(byte[] head, int length) {
        if (length < 2 || head[length - 1] != '\n') {
            return false;
        }
        byte before = head[length - 2];
        return before == '\n' || before == '\r' && length > 2 && head[length - 3] == '\n';
    }

    private static AdminRequest parse(String head) throws Malformed {
        String[] lines = head.split("\r?\n", -1);
        String[] parts = lines[0].split(" ", -1);
        if (parts.length != 3 || !parts[2].startsWith("HTTP/1.")) {
            throw new Malformed(400, "the first line is no request line");
        }
        Map<String, String> fields = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (int i = 1; i < lines.length && !lines[i].isEmpty(); i++) {
            int colon = lines[i].indexOf(':');
            if (colon <= 0) {
                throw new Malformed(400, "a line is no field");
            }
            String name = lines[i].substring(0, colon);
            if (fields.put(name, lines[i].substring(colon + 1).strip()) != null && name.equalsIgnoreCase("Host")) {
                throw new Malformed(400, "there are two Hosts");
            }
        }
        int query = parts[1].indexOf('?');
        return new AdminRequest(
                parts[0],
                query < 0 ? parts[1] : parts[1].substring(0, query),
                query < 0 ? "" : parts[1].substring(query + 1),
                fields);
    }

    /** Whether it asks for something, and changes nothing. */
    boolean reads() {
        return method.equals("GET") || method.equals("HEAD");
    }

    /** What the query says of {@code name}, decoded; empty where it says nothing, or what cannot be decoded. */
    String parameter(String name) {
        for (String pair : query.split("&", -1)) {
            if (pair.startsWith(name + "=")) {
                try {
                    return URLDecoder.decode(pair.substring(name.length() + 1), StandardCharsets.UTF_8);
                } catch (IllegalArgumentException _) {
                    return "";
                }
            }
        }
        return "";
    }

    @Nullable
    String field(String name) {
        return fields.get(name);
    }
}
