package frontdoor.audit;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A server's answer, as far as an audit looks at it.
 *
 * @param status three digits
 * @param hsts every value of Strict-Transport-Security, in order
 * @param location the first Location
 * @param tls how it was secured; null over plaintext
 */
record Answer(
        int status,
        List<String> hsts,
        @Nullable String location,
        @Nullable TlsFacts tls) implements Reply {
    Answer {
        hsts = List.copyOf(hsts);
    }

    /** Whether browsers go elsewhere. */
    boolean redirects() {
        return location != null
                && switch (status) {
                    case 301, 302, 303, 307, 308 -> true;
                    default -> false;
                };
    }
}
