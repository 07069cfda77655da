package frontdoor.proxyheader;

import io.netty.buffer.ByteBuf;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/** The part of a header of version 2 behind its addresses: types, lengths and values, which have to fill its rest exactly. */
final class Tlvs {
    private static final int HEAD = 3;
    private static final int CHECKSUM = 0x03;
    private static final int TLS = 0x20;
    /** Before the TLVs that a TLS one has inside: a bit field, and the outcome of a verification. */
    private static final int TLS_FIXED = 5;

    private static final int CLIENT_SPEAKS_TLS = 0x01;

    private final ByteBuf header;
    private final int start;
    private boolean secure;

    /** Those of {@code header}, which is whole, from {@code start} on. */
    Tlvs(ByteBuf header, int start) {
        this.header = header;
        this.start = start;
    }

    /** Whether the client spoke TLS with whoever sends the header. */
    boolean secure() {
        return secure;
    }

    /** Reads them all; what is wrong with them, or null. */
    @Nullable
    String read() {
        int at = start;
        int end = header.readableBytes();
        while (at < end) {
            int next = next(at, end);
            if (next < 0) {
                return "a TLV that is longer than the header";
            }
            int length = next - at - HEAD;
            int type = header.getUnsignedByte(at);
            if (type == CHECKSUM && (length != 4 || !hasChecksum(at + HEAD))) {
                return "a checksum that is not that of the header";
            }
            if (type == TLS) {
                if (length < TLS_FIXED || !fill(at + HEAD + TLS_FIXED, next)) {
                    return "a malformed TLV about TLS";
                }
                secure = (header.getByte(at + HEAD) & CLIENT_SPEAKS_TLS) != 0;
            }
            at = next;
        }
        return null;
    }

    /** Where the TLV at {@code at} ends; negative if that is behind {@code end}. */
    private int next(int at, int end) {
        int next = at + HEAD > end ? end + 1 : at + HEAD + header.getUnsignedShort(at + 1);
        return next > end ? -1 : next;
    }

    private boolean fill(int from, int end) {
        int at = from;
        while (at >= 0 && at < end) {
            at = next(at, end);
        }
        return at == end;
    }

    /** CRC-32C of the whole header, with zeros where it stands itself. */
    private boolean hasChecksum(int place) {
        byte[] octets = new byte[header.readableBytes()];
        header.getBytes(0, octets);
        for (int i = 0; i < 4; i++) {
            octets[place + i] = 0;
        }
        CRC32C crc = new CRC32C();
        crc.update(octets);
        return crc.getValue() == header.getUnsignedInt(place);
    }
}
