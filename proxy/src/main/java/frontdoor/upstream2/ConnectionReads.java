package frontdoor.upstream2;

import static java.nio.charset.StandardCharsets.US_ASCII;

import frontdoor.http.Rule;
import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/**
 * The reads of a connection: how often octets came, and whether the first ones show that the backend speaks another protocol.
 *
 * <h2>Threads</h2>
 *
 * Confined to the event loop of its connection.
 */
final class ConnectionReads {
    private static final String STATUS_LINE = "HTTP/";
    private static final int TLS_ALERT = 0x15;
    private static final int TLS_HANDSHAKE = 0x16;
    private static final int TLS_MAJOR = 3;

    private long count;

    long count() {
        return count;
    }

    /** The rule that octets which have come break, if they are the first ones; or null. Borrows {@code in}. */
    @Nullable
    Rule brokenBy(ByteBuf in) {
        if (count++ > 0) {
            return null;
        }
        if (in.readableBytes() >= 2
                && isTls(in.getByte(in.readerIndex()))
                && in.getByte(in.readerIndex() + 1) == TLS_MAJOR) {
            return Rule.TLS_SPOKEN;
        }
        boolean http1 = in.readableBytes() >= STATUS_LINE.length()
                && in.toString(in.readerIndex(), STATUS_LINE.length(), US_ASCII).equals(STATUS_LINE);
        return http1 ? Rule.HTTP_1_SPOKEN : null;
    }

    private static boolean isTls(byte first) {
        return first == TLS_ALERT || first == TLS_HANDSHAKE;
    }
}
