package frontdoor.multiplex;

/** Where the value of a field that may come once stands among the octets of a head. */
final class PseudoField {
    private int start;
    private int length = -1;

    void clear() {
        length = -1;
    }

    void set(int start, int length) {
        this.start = start;
        this.length = length;
    }

    boolean isSeen() {
        return length >= 0;
    }

    int start() {
        return start;
    }

    int length() {
        return length;
    }
}
