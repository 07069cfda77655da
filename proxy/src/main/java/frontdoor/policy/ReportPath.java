package frontdoor.policy;

import frontdoor.http.Octets;

/** Where browsers send their reports on pages of a host; below {@link ReservedPath}. */
public final class ReportPath {
    /** The path, on every host. */
    public static final String PATH = ReservedPath.PREFIX + "reports";

    private static final byte[] OCTETS = Octets.of(PATH);

    private ReportPath() {}

    /** Whether the target, {@code /path?query} in {@code bytes}, is the path. */
    public static boolean isAskedFor(byte[] bytes, int start, int length) {
        return Octets.equal(bytes, start, length, OCTETS);
    }
}
