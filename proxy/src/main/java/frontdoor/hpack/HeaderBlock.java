package frontdoor.hpack;

import frontdoor.http.FieldName;
import frontdoor.http.Fields;
import frontdoor.http.Octets;
import io.netty.buffer.ByteBuf;

/**
 * Writes the header blocks of one connection (RFC 7541), from octets to octets.
 *
 * <p>Only the static table is used: no dynamic table means no hashing, no copies kept per connection, and nothing that a peer's settings
 * can change. The first block says so, with a size update to nothing.
 *
 * <h2>Threads</h2>
 *
 * Confined to the event loop of its connection.
 */
public final class HeaderBlock {
    private static final int INDEXED = 0x80;
    private static final int LITERAL = 0x00;
    private static final int NEVER_INDEXED = 0x10;
    private static final int SIZE_UPDATE_TO_NOTHING = 0x20;

    private final byte[] digits = new byte[20];
    private boolean tableGivenUp;

    /** A block begins. */
    public void begin(ByteBuf out) {
        if (!tableGivenUp) {
            tableGivenUp = true;
            out.writeByte(SIZE_UPDATE_TO_NOTHING);
        }
    }

    /** Writes a field that stands in the static table. */
    public static void indexed(ByteBuf out, int index) {
        writeInteger(out, INDEXED, 7, index);
    }

    /** Writes a field whose name stands in the static table. */
    public static void literal(ByteBuf out, int nameIndex, byte[] value) {
        literal(out, nameIndex, value, 0, value.length);
    }

    /** Writes a field whose name stands in the static table. */
    public static void literal(ByteBuf out, int nameIndex, byte[] bytes, int start, int length) {
        writeInteger(out, LITERAL, 4, nameIndex);
        writeString(out, bytes, start, length);
    }

    /** Writes a field by its name, which is in lower case. */
    public static void literal(ByteBuf out, byte[] name, byte[] value) {
        writeInteger(out, LITERAL, 4, 0);
        writeName(out, name, 0, name.length);
        writeString(out, value, 0, value.length);
    }

    /** Writes a field whose name stands in the static table and whose value is a number. */
    public void number(ByteBuf out, int nameIndex, long number) {
        writeInteger(out, LITERAL, 4, nameIndex);
        int at = digits.length;
        long rest = number;
        do {
            digits[--at] = (byte) ('0' + rest % 10);
            rest /= 10;
        } while (rest > 0);
        writeString(out, digits, at, digits.length - at);
    }

    /** Writes field {@code i} of a head. */
    public static void field(ByteBuf out, Fields fields, int i) {
        byte[] bytes = fields.bytes();
        FieldName known = fields.name(i);
        int index = StaticTable.find(known, bytes, fields.nameStart(i), fields.nameLength(i));
        writeInteger(out, isSecret(known) ? NEVER_INDEXED : LITERAL, 4, index);
        if (index == 0) {
            writeName(out, bytes, fields.nameStart(i), fields.nameLength(i));
        }
        writeString(out, bytes, fields.valueStart(i), fields.valueLength(i));
    }

    // RFC 7541 7.1.3.
    private static boolean isSecret(FieldName name) {
        return name == FieldName.SET_COOKIE || name == FieldName.COOKIE || name == FieldName.AUTHORIZATION;
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
