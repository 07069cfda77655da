package frontdoor.wire;

import frontdoor.http.Authority;
import frontdoor.http.FieldName;
import frontdoor.http.Fields;
import frontdoor.http.Octets;
import frontdoor.http.RequestHead;
import io.netty.buffer.ByteBuf;

/**
 * Writes request heads for HTTP/1.1 backends, rebuilt from their parts: Host first, every field that was not removed, framing of our
 * own, and the two upgrade fields if it is a websocket handshake. Host and framing fields among the fields are never written.
 *
 * <p>Names from heads of HTTP/2 and 3 are written in title case, for backends that compare with case.
 *
 * <h2>Buffers</h2>
 *
 * The head is put together in the spare room behind its own octets, then copied once: many small writes to a buffer cost more.
 */
public final class RequestWriter {
    private static final byte[] VERSION_AND_HOST = Octets.of(" HTTP/1.1\r\nHost: ");
    private static final byte[] UPGRADE = Octets.of("Connection: Upgrade\r\nUpgrade: websocket\r\n");
    private static final byte[] CHUNKED = Octets.of("Transfer-Encoding: chunked\r\n");
    private static final byte[] LENGTH = Octets.of("Content-Length: ");
    private static final int FIXED = 1
            + VERSION_AND_HOST.length
            + 2
            + UPGRADE.length
            + LENGTH.length
            + Render.MAX_DECIMAL
            + 2
            + CHUNKED.length
            + 2;

    private RequestWriter() {}

    /** Writes a head. Borrows both; {@code out} has room for {@link #sizeHint} or can grow. */
    public static void write(RequestHead head, ByteBuf out) {
        Fields fields = head.fields();
        int start = fields.reserve(sizeHint(head));
        byte[] to = fields.bytes();
        int at = putRequestLine(to, start, head);
        at = putFields(to, at, head);
        at = putFraming(to, at, head);
        if (head.websocketUpgrade()) {
            at = Render.octets(to, at, UPGRADE);
        }
        at = Render.lineEnd(to, at);
        out.writeBytes(to, start, at - start);
        fields.truncate(start);
    }

    /** An upper bound of what {@link #write} will write, in octets. */
    public static int sizeHint(RequestHead head) {
        Authority authority = head.forwardedHost();
        int host = authority == null ? 0 : authority.octets().length;
        return FIXED + head.methodLength() + head.forwardedTargetLength() + host + Render.sizeOf(head.fields());
    }

    private static int putRequestLine(byte[] to, int start, RequestHead head) {
        int at = Render.range(to, start, to, head.methodStart(), head.methodLength());
        to[at++] = ' ';
        at = Render.range(to, at, to, head.forwardedTargetStart(), head.forwardedTargetLength());
        at = Render.octets(to, at, VERSION_AND_HOST);
        Authority authority = head.forwardedHost();
        if (authority != null) {
            at = Render.octets(to, at, authority.octets());
        }
        return Render.lineEnd(to, at);
    }

    private static int putFields(byte[] to, int start, RequestHead head) {
        Fields fields = head.fields();
        boolean lowerCase = head.version().multiplexed();
        int at = start;
        for (int i = 0; i < fields.size(); i++) {
            if (fields.isRemoved(i) || isOurs(fields.name(i))) {
                continue;
            }
            int nameAt = at;
            at = Render.range(to, at, to, fields.nameStart(i), fields.nameLength(i));
            if (lowerCase) {
                toTitleCase(to, nameAt, at, fields.name(i));
            }
            at = Render.value(to, at, fields, i);
        }
        return at;
    }

    private static boolean isOurs(FieldName name) {
        return name == FieldName.HOST || name == FieldName.CONTENT_LENGTH || name == FieldName.TRANSFER_ENCODING;
    }

    private static void toTitleCase(byte[] bytes, int start, int end, FieldName name) {
        if (name != FieldName.OTHER) {
            Render.octets(bytes, start, name.title());
            return;
        }
        boolean wordStart = true;
        for (int i = start; i < end; i++) {
            if (wordStart && bytes[i] >= 'a' && bytes[i] <= 'z') {
                bytes[i] = (byte) (bytes[i] - 32);
            }
            wordStart = bytes[i] == '-';
        }
    }

    private static int putFraming(byte[] to, int at, RequestHead head) {
        if (head.bodyLength() == RequestHead.UNKNOWN_LENGTH) {
            return Render.octets(to, at, CHUNKED);
        }
        if (head.bodyLength() == 0 && !expectsBody(head)) {
            return at;
        }
        return Render.lineEnd(to, Render.decimal(to, Render.octets(to, at, LENGTH), head.bodyLength()));
    }

    /** RFC 9110 8.6: where content has a meaning, its absence is told as a length of 0. */
    private static boolean expectsBody(RequestHead head) {
        return switch (head.method()) {
            case POST, PUT, PATCH -> true;
            case GET, HEAD, DELETE, OPTIONS, TRACE, CONNECT, OTHER -> false;
        };
    }
}
