package frontdoor.config;

import frontdoor.hocon.Node;
import frontdoor.hocon.Scalars;
import frontdoor.hocon.Sizes;
import java.util.OptionalLong;

/**
 * When a file of a log is put aside and another one begun.
 *
 * @param size octets that a file does not go beyond; empty: however large
 * @param daily whether a day, by UTC, has a file of its own
 * @param keep how many files are kept beside the one that is written, at least 1
 */
public record LogRotation(OptionalLong size, boolean daily, int keep) {
    /** None. */
    public static final LogRotation OFF = new LogRotation(OptionalLong.empty(), false, 1);

    private static final int MOST_KEPT = 1000;

    static LogRotation read(Node node) {
        node.requireObject();
        Node size = node.child("size");
        LogRotation rotation = new LogRotation(
                size.isScalar() && size.text().equals("off")
                        ? OptionalLong.empty()
                        : OptionalLong.of(Sizes.bytes(size, 1L << 10, 1L << 40)),
                Scalars.bool(node.child("daily")),
                Scalars.integer(node.child("keep"), 1, MOST_KEPT));
        node.refuseUnknownKeys();
        return rotation;
    }

    /** Whether there is any. */
    public boolean isOn() {
        return size.isPresent() || daily;
    }
}
