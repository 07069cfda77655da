package frontdoor.policy;

import frontdoor.http.Failure;
import frontdoor.http.Origin;
import java.util.Arrays;

/** The decision about a request before any backend is asked. */
public sealed interface Decision {
    /** It goes on to the backend. */
    Decision PROCEED = new Proceed();

    /** It goes on to the backend. */
    record Proceed() implements Decision {}

    /**
     * The client is sent elsewhere; path and query follow the origin byte for byte.
     *
     * @param status 301, 302, 307 or 308
     */
    record Redirect(int status, Origin origin) implements Decision {
        /** The Location for a request with this target, which starts with {@code /}. */
        public byte[] location(byte[] bytes, int start, int length) {
            byte[] prefix = origin.octets();
            byte[] location = Arrays.copyOf(prefix, prefix.length + length);
            System.arraycopy(bytes, start, location, prefix.length, length);
            return location;
        }
    }

    /** The connection is closed without an answer. */
    Decision CLOSE = new Close();

    /** The connection is closed without an answer. */
    record Close() implements Decision {}

    /** It is answered with the failure's status. */
    record Refuse(Failure failure) implements Decision {}
}
