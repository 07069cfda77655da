package frontdoor.upstream;

import frontdoor.http.Failure;
import org.jspecify.annotations.Nullable;

/**
 * The fault that an attempt to connect ends with: of several addresses, that of the one which says most.
 *
 * <h2>Threads</h2>
 *
 * Confined to the event loop of the attempt.
 */
final class ConnectFault {
    private Failure failure = Failure.UPSTREAM_UNRESOLVED;
    private @Nullable String why;
    private boolean tookConnection;

    /**
     * An address was of no use. What is wrong with one that took a connection is told in the end, not that another one refused it:
     * localhost has two.
     */
    void ofAddress(Failure now, boolean taken, String inWords) {
        if (taken || !tookConnection) {
            tookConnection = taken;
            failure = now;
            why = inWords;
        }
    }

    /** It is no fault of an address. */
    void of(Failure now) {
        failure = now;
    }

    Failure failure() {
        return failure;
    }

    /** In words; null before an address was tried. */
    @Nullable
    String why() {
        return why;
    }
}
