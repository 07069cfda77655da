package frontdoor.wire;

import frontdoor.http.FieldName;
import frontdoor.http.Fields;
import frontdoor.http.HstsField;
import frontdoor.http.Octets;
import frontdoor.http.ResponseHead;
import frontdoor.http.StatusPhrases;
import io.netty.buffer.ByteBuf;

/**
 * Writes response heads for HTTP/1 clients: the one place that does. Framing fields and Strict-Transport-Security among the fields are
 * never written: the one comes from {@code framing}, the other from {@code hsts}.
 *
 * <h2>Buffers</h2>
 *
 * The head is put together in the spare room behind its own octets, then copied once: many small writes to a buffer cost more.
 */
public final class ResponseWriter {
    private static final byte[] VERSION = Octets.of("HTTP/1.1 ");
    private static final byte[] HSTS = Octets.of("Strict-Transport-Security: ");
    private static final byte[] LENGTH = Octets.of("Content-Length: ");
    private static final byte[] CHUNKED = Octets.of("Transfer-Encoding: chunked\r\n");
    private static final byte[] NOTHING = {};
    private static final byte[] CLOSE = Octets.of("Connection: close\r\n");
    private static final byte[] KEEP_ALIVE = Octets.of("Connection: keep-alive\r\n");
    private static final byte[] UPGRADE = Octets.of("Connection: Upgrade\r\nUpgrade: websocket\r\n");
    private static final int FIXED = VERSION.length
            + 4
            + StatusPhrases.MAX_LENGTH
            + 2
            + CHUNKED.length
            + LENGTH.length
            + Render.MAX_DECIMAL
            + 2
            + UPGRADE.length
            + 2;

    private ResponseWriter() {}

    /**
     * Writes a head: the status line with the backend's reason or the standard one, every field that was not removed, the policy if any,
     * framing, and the connection option. Borrows {@code head} and {@code out}.
     *
     * @param framing what the caller will do: NONE and LENGTH write Content-Length where the status allows it and the length is known,
     *     CHUNKED writes Transfer-Encoding, UNTIL_CLOSE and TUNNEL write neither
     */
    public static void write(
            ResponseHead head, HstsField hsts, BodyFraming framing, ConnectionOption option, ByteBuf out) {
        Fields fields = head.fields();
        int start = fields.reserve(sizeHint(head, hsts));
        byte[] to = fields.bytes();
        int at = putStatusLine(to, start, head);
        at = putFields(to, at, fields);
        byte[] policy = hsts.value();
        if (policy != null) {
            at = Render.lineEnd(to, Render.octets(to, Render.octets(to, at, HSTS), policy));
        }
        at = putFraming(to, at, head, framing);
        at = Render.octets(to, at, octetsOf(option));
        at = Render.lineEnd(to, at);
        out.writeBytes(to, start, at - start);
        fields.truncate(start);
    }

    /** An upper bound of what {@link #write} will write, in octets. */
    public static int sizeHint(ResponseHead head, HstsField hsts) {
        byte[] policy = hsts.value();
        int policyLength = policy == null ? 0 : HSTS.length + policy.length + 2;
        return FIXED + head.reasonLength() + policyLength + Render.sizeOf(head.fields());
    }

    private static int putStatusLine(byte[] to, int start, ResponseHead head) {
        int at = Render.decimal(to, Render.octets(to, start, VERSION), head.status());
        to[at++] = ' ';
        if (head.reasonLength() > 0) {
            at = Render.range(to, at, to, head.reasonStart(), head.reasonLength());
        } else {
            at = Render.octets(to, at, StatusPhrases.of(head.status()));
        }
        return Render.lineEnd(to, at);
    }

    private static int putFields(byte[] to, int start, Fields fields) {
        int at = start;
        for (int i = 0; i < fields.size(); i++) {
            if (!fields.isRemoved(i) && !isOurs(fields.name(i))) {
                at = Render.range(to, at, to, fields.nameStart(i), fields.nameLength(i));
                at = Render.value(to, at, fields, i);
            }
        }
        return at;
    }

    private static boolean isOurs(FieldName name) {
        return name == FieldName.CONTENT_LENGTH
                || name == FieldName.TRANSFER_ENCODING
                || name == FieldName.STRICT_TRANSPORT_SECURITY;
    }

    private static int putFraming(byte[] to, int at, ResponseHead head, BodyFraming framing) {
        // RFC 9110 8.6, RFC 9112 6.1: no framing field in 1xx and 204.
        if (head.status() < 200 || head.status() == 204) {
            return at;
        }
        return switch (framing) {
            case CHUNKED -> Render.octets(to, at, CHUNKED);
            case NONE, LENGTH ->
                head.bodyLength() == ResponseHead.UNKNOWN_LENGTH
                        ? at
                        : Render.lineEnd(to, Render.decimal(to, Render.octets(to, at, LENGTH), head.bodyLength()));
            case UNTIL_CLOSE, TUNNEL -> at;
        };
    }

    private static byte[] octetsOf(ConnectionOption option) {
        return switch (option) {
            case NONE -> NOTHING;
            case CLOSE -> CLOSE;
            case KEEP_ALIVE -> KEEP_ALIVE;
            case UPGRADE -> UPGRADE;
        };
    }
}
