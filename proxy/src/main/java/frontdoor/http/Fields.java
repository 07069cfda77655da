package frontdoor.http;

import java.util.Arrays;

/**
 * The header fields of one head: octets and offsets, no object per field. All protocol versions fill it alike and all rules read
 * and change it in place.
 *
 * <p>Names are non-empty tokens and values contain no CR, LF or NUL: whoever adds a field has checked that. Reused from message to
 * message by its owner through {@link #clear()}.
 *
 * <h2>Threads</h2>
 *
 * Confined to the event loop of its exchange.
 */
@SuppressWarnings("EnumOrdinal") // The ordinals never leave the memory of one process.
public final class Fields {
    private static final int STRIDE = 5;
    private static final int REMOVED = -1;
    private static final int KEPT_CAPACITY = 16 * 1024;

    private final int capacity;
    private byte[] bytes;
    private int end;
    private int[] index = new int[24 * STRIDE];
    private int size;

    /** An empty block with room for {@code capacity} octets before it has to grow. */
    public Fields(int capacity) {
        this.capacity = capacity;
        bytes = new byte[capacity];
    }

    /** Forgets every field and every octet, and gives memory back that only an unusually large head needed. */
    public void clear() {
        end = 0;
        size = 0;
        if (bytes.length > KEPT_CAPACITY) {
            bytes = new byte[capacity];
        }
    }

    /** The octets that all offsets point into. Valid until something is added. */
    public byte[] bytes() {
        return bytes;
    }

    /** How many octets of {@link #bytes()} are in use. */
    public int end() {
        return end;
    }

    /** Makes room for {@code length} octets at {@link #end()}, counts them as used and returns where they start. */
    public int reserve(int length) {
        int start = end;
        if (bytes.length - end < length) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, end + length));
        }
        end += length;
        return start;
    }

    /** Gives the octets from {@code end} on back: no field, method, target or reason may reach into them. */
    public void truncate(int end) {
        this.end = end;
    }

    /** Copies octets into the block and returns where they start; they belong to no field yet. */
    public int append(byte[] source, int start, int length) {
        int at = reserve(length);
        System.arraycopy(source, start, bytes, at, length);
        return at;
    }

    /** Adds a field whose octets already stand in {@link #bytes()}. */
    public void addAt(int nameStart, int nameLength, int valueStart, int valueLength) {
        add(FieldName.of(bytes, nameStart, nameLength), nameStart, nameLength, valueStart, valueLength);
    }

    /** Adds a field of a known name, copying both. */
    public void add(FieldName name, byte[] value) {
        add(name, value, 0, value.length);
    }

    /** Adds a field of a known name, copying both. */
    public void add(FieldName name, byte[] source, int start, int length) {
        int nameStart = append(name.title(), 0, name.title().length);
        add(name, nameStart, name.title().length, append(source, start, length), length);
    }

    private void add(FieldName name, int nameStart, int nameLength, int valueStart, int valueLength) {
        int at = size * STRIDE;
        if (at == index.length) {
            index = Arrays.copyOf(index, index.length * 2);
        }
        index[at] = nameStart;
        index[at + 1] = nameLength;
        index[at + 2] = valueStart;
        index[at + 3] = valueLength;
        index[at + 4] = name.ordinal();
        size++;
    }

    /** How many places there are, removed ones included; fields are numbered from 0 in the order they came. */
    public int size() {
        return size;
    }

    /** Whether field {@code i} was removed: whoever iterates has to skip it. */
    public boolean isRemoved(int i) {
        return index[i * STRIDE + 4] == REMOVED;
    }

    /** Takes field {@code i} out; the numbers of the others stay. */
    public void remove(int i) {
        index[i * STRIDE + 4] = REMOVED;
    }

    /** Takes out every field of this name and returns how many there were. */
    public int removeAll(FieldName name) {
        int removed = 0;
        for (int i = find(name, 0); i >= 0; i = find(name, i + 1)) {
            remove(i);
            removed++;
        }
        return removed;
    }

    /** The known name of field {@code i}, which must not be removed. */
    public FieldName name(int i) {
        return FieldName.at(index[i * STRIDE + 4]);
    }

    /** The number of the first field of this name at or after {@code from}, or -1. */
    public int find(FieldName name, int from) {
        int ordinal = name.ordinal();
        for (int i = from; i < size; i++) {
            if (index[i * STRIDE + 4] == ordinal) {
                return i;
            }
        }
        return -1;
    }

    /** Whether there is a field of this name. */
    public boolean contains(FieldName name) {
        return find(name, 0) >= 0;
    }

    /** Where the name of field {@code i} starts in {@link #bytes()}. */
    public int nameStart(int i) {
        return index[i * STRIDE];
    }

    /** The octets of the name of field {@code i}. */
    public int nameLength(int i) {
        return index[i * STRIDE + 1];
    }

    /** Where the value of field {@code i} starts in {@link #bytes()}. */
    public int valueStart(int i) {
        return index[i * STRIDE + 2];
    }

    /** The octets of the value of field {@code i}. */
    public int valueLength(int i) {
        return index[i * STRIDE + 3];
    }

    /** Gives field {@code i} another value, copied. */
    public void setValue(int i, byte[] value) {
        int start = append(value, 0, value.length);
        index[i * STRIDE + 2] = start;
        index[i * STRIDE + 3] = value.length;
    }

    /** Whether the value of field {@code i} is this text, compared without case; {@code lower} is in lower case. */
    public boolean valueIs(int i, byte[] lower) {
        return Octets.equalIgnoreCase(bytes, valueStart(i), valueLength(i), lower);
    }

    /** The value of field {@code i} as text, one character per octet; for rules off the hot path. */
    public String value(int i) {
        return Octets.text(bytes, valueStart(i), valueLength(i));
    }

    /** The name of field {@code i} as text; for rules off the hot path. */
    public String nameText(int i) {
        return Octets.text(bytes, nameStart(i), nameLength(i));
    }
}
