package frontdoor.policy;

import frontdoor.http.Octets;
import java.util.Arrays;

/** The paths of every host that are Frontdoor's own; a request for one that has no meaning to it is the application's, as any other. */
public final class ReservedPath {
    /** What they begin with (RFC 8615). */
    public static final String PREFIX = "/.well-known/frontdoor/";

    /** The page by which the running process asks itself; to anybody else it is a path of the application, like any other. */
    public static final String PROBE = PREFIX + "probe";

    private static final byte[] OCTETS = Octets.of(PREFIX);

    private ReservedPath() {}

    /** Whether the target, {@code /path?query} in {@code bytes}, lies below the prefix: asked for every request, so cheap for the others. */
    public static boolean isReserved(byte[] bytes, int start, int length) {
        return length > OCTETS.length
                && bytes[start + 1] == '.'
                && Arrays.equals(bytes, start, start + OCTETS.length, OCTETS, 0, OCTETS.length);
    }
}
