package frontdoor.plan;

import java.util.List;

/**
 * The hops from one URL on.
 *
 * @param hops in order; at least one
 * @param end how it ended
 */
record Chain(List<Hop> hops, End end) {
    /** How a chain of hops ends. */
    enum End {
        /** With an answer, or with none where the connection is ended. */
        ANSWERED,
        /** At a host that is not served here. */
        ELSEWHERE,
        /** At a URL it has been at before. */
        LOOP,
        /** Not at all, as far as browsers would follow it. */
        ENDLESS
    }

    Chain {
        hops = List.copyOf(hops);
    }

    /** Whether a certificate that names the host is shown at every hop over TLS. */
    boolean isCertified() {
        for (Hop hop : hops) {
            if (hop.url().secure() && !hop.isCertified()) {
                return false;
            }
        }
        return true;
    }

    int redirects() {
        int redirects = 0;
        for (Hop hop : hops) {
            redirects += hop.outcome() instanceof Hop.Redirects ? 1 : 0;
        }
        return redirects;
    }
}
