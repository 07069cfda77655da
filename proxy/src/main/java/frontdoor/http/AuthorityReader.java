package frontdoor.http;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Reads authorities and remembers the last good one, since a connection nearly always asks for the same host again.
 *
 * <h2>Threads</h2>
 *
 * Confined to the event loop of its connection.
 */
public final class AuthorityReader {
    private byte[] lastOctets = {};
    private @Nullable Authority last;

    /** {@link Authority#parse} with a memory of one. */
    public @Nullable Authority read(byte[] bytes, int start, int length) {
        if (last != null && Octets.equal(bytes, start, length, lastOctets)) {
            return last;
        }
        Authority parsed = Authority.parse(bytes, start, length);
        if (parsed != null) {
            last = parsed;
            lastOctets = Arrays.copyOfRange(bytes, start, start + length);
        }
        return parsed;
    }
}
