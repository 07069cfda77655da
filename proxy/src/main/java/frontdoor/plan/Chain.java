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
        return hops.stream().filter(hop -> hop.url().secure()).allMatch(Hop::isCertified);
    }

    long redirects() {
        return hops.stream()
                .filter(hop -> hop.outcome() instanceof Hop.Redirects)
                .count();
    }
}
