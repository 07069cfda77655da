package frontdoor.proxyheader;

import frontdoor.http.Octets;
import io.netty.buffer.ByteBuf;

/**
 * Reads a PROXY header (haproxy.org, proxy-protocol.txt, 2.1 and 2.2) from the first octets of a connection.
 *
 * <h2>Buffers</h2>
 *
 * Borrows its buffer for the call. Octets of a whole header are consumed, of anything else none. At most 4 KiB are waited for.
 */
public final class ProxyHeaderReader {
    static final byte[] VERSION_1 = Octets.of("PROXY ");
    static final byte[] VERSION_2 = {0x0d, 0x0a, 0x0d, 0x0a, 0x00, 0x0d, 0x0a, 0x51, 0x55, 0x49, 0x54, 0x0a};

    private static final ProxyHeader NEED_MORE = new ProxyHeader.NeedMore();
    private static final ProxyHeader ABSENT = new ProxyHeader.Absent();

    private ProxyHeaderReader() {}

    /** What {@code received} begins with. */
    public static ProxyHeader read(ByteBuf received) {
        if (beginsLike(received, VERSION_1)) {
            return received.readableBytes() < VERSION_1.length ? NEED_MORE : Version1.read(received);
        }
        if (beginsLike(received, VERSION_2)) {
            return received.readableBytes() < VERSION_2.length ? NEED_MORE : Version2.read(received);
        }
        return ABSENT;
    }

    /** Whether {@code received} begins with a header of version 2, which is no beginning of anything else. */
    public static boolean isVersion2(ByteBuf received) {
        return received.readableBytes() >= VERSION_2.length && beginsLike(received, VERSION_2);
    }

    /** Whether the octets, as far as they are there, are those of {@code signature}. */
    private static boolean beginsLike(ByteBuf received, byte[] signature) {
        int start = received.readerIndex();
        int length = Math.min(received.readableBytes(), signature.length);
        for (int i = 0; i < length; i++) {
            if (received.getByte(start + i) != signature[i]) {
                return false;
            }
        }
        return true;
    }
}
