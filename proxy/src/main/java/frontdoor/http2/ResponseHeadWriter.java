package frontdoor.http2;

import frontdoor.http.FieldName;
import frontdoor.http.Fields;
import frontdoor.http.HstsField;
import frontdoor.http.Octets;
import frontdoor.http.ResponseHead;
import io.netty.buffer.ByteBuf;

/**
 * Writes response heads as HPACK header blocks (RFC 7541), from octets to octets.
 *
 * <p>Only the static table is used: no dynamic table means no hashing, no copies kept per connection, and nothing that a client's
 * settings can change. The first block says so, with a size update to nothing.
 *
 * <h2>Threads</h2>
 *
 * Confined to the event loop of its connection.
 */
final class ResponseHeadWriter {
    private static final int INDEXED = 0x80;
    private static final int LITERAL = 0x00;
    private static final int NEVER_INDEXED = 0x10;
    private static final int SIZE_UPDATE_TO_NOTHING = 0x20;

    private final byte[] digits = new byte[20];
    private boolean tableGivenUp;

    /** Writes the block of a head, whose HSTS policy is {@code hsts}. Borrows both for the call. */
    void write(ByteBuf out, ResponseHead head, HstsField hsts) {
        if (!tableGivenUp) {
            tableGivenUp = true;
            out.writeByte(SIZE_UPDATE_TO_NOTHING);
        }
        writeStatus(out, head.status());
        Fields fields = head.fields();
        for (int i = 0; i < fields.size(); i++) {
            if (!fields.isRemoved(i)) {
                writeField(out, fields, i);
            }
        }
        if (tellsLength(head)) {
            writeLength(out, head.bodyLength());
        }
        byte[] policy = hsts.value();
        if (policy != null) {
            writeInteger(out, LITERAL, 4, StaticTable.STRICT_TRANSPORT_SECURITY);
            writeString(out, policy, 0, policy.length);
        }
    }

    // RFC 9110 8.6: never in 1xx and 204; in 304 only what a 200 would have said, which nobody knows when it is 0.
    private static boolean tellsLength(ResponseHead head) {
        int status = head.status();
        return head.bodyLength() >= 0 && status >= 200 && status != 204 && !(status == 304 && head.bodyLength() == 0);
    }

    private void writeStatus(ByteBuf out, int status) {
        int index = StaticTable.findStatus(status);
        if (index > 0) {
            writeInteger(out, INDEXED, 7, index);
        } else {
            writeInteger(out, LITERAL, 4, StaticTable.STATUS);
            writeNumber(out, status);
        }
    }

    private void writeLength(ByteBuf out, long length) {
        writeInteger(out, LITERAL, 4, StaticTable.CONTENT_LENGTH);
        writeNumber(out, length);
    }

    private static void writeField(ByteBuf out, Fields fields, int i) {
        byte[] bytes = fields.bytes();
        FieldName known = fields.name(i);
        int index = StaticTable.find(known, bytes, fields.nameStart(i), fields.nameLength(i));
        int mask = known == FieldName.SET_COOKIE ? NEVER_INDEXED : LITERAL;
        writeInteger(out, mask, 4, index);
        if (index == 0) {
            writeName(out, bytes, fields.nameStart(i), fields.nameLength(i));
        }
        writeString(out, bytes, fields.valueStart(i), fields.valueLength(i));
    }

    // RFC 9113 8.2: names are in lower case.
    private static void writeName(ByteBuf out, byte[] bytes, int start, int length) {
        writeInteger(out, 0, 7, length);
        for (int i = start; i < start + length; i++) {
            out.writeByte(Octets.lower(bytes[i]));
        }
    }

    private static void writeString(ByteBuf out, byte[] bytes, int start, int length) {
        writeInteger(out, 0, 7, length);
        out.writeBytes(bytes, start, length);
    }

    private void writeNumber(ByteBuf out, long number) {
        int at = digits.length;
        long rest = number;
        do {
            digits[--at] = (byte) ('0' + rest % 10);
            rest /= 10;
        } while (rest > 0);
        writeString(out, digits, at, digits.length - at);
    }

    // RFC 7541 5.1.
    private static void writeInteger(ByteBuf out, int mask, int prefix, int value) {
        int limit = (1 << prefix) - 1;
        if (value < limit) {
            out.writeByte(mask | value);
            return;
        }
        out.writeByte(mask | limit);
        int rest = value - limit;
        while (rest >= 0x80) {
            out.writeByte(rest & 0x7f | 0x80);
            rest >>>= 7;
        }
        out.writeByte(rest);
    }
}
