package frontdoor.audit;

import frontdoor.http.Url;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;

/**
 * Where browsers are led from one address on.
 *
 * @param hops at least one
 */
record Chain(List<Hop> hops, End end) {
    private static final int MAX_REDIRECTS = 8;

    /** How it ends. */
    enum End {
        /** With an answer that leads nowhere else. */
        ANSWER,
        /** Nobody answers. */
        NO_ANSWER,
        /** With a Location that is no address of http or https. */
        BAD_LOCATION,
        /** At an address where it was before. */
        LOOP,
        /** After eight redirects, which nobody follows to the end. */
        CUT
    }

    Chain {
        hops = List.copyOf(hops);
    }

    /** Follows every redirect from {@code start} on. */
    static Chain follow(Url start, Function<Url, Reply> ask) {
        List<Hop> hops = new ArrayList<>();
        Set<Url> seen = new HashSet<>(Set.of(start));
        Url url = start;
        while (true) {
            Reply reply = ask.apply(url);
            if (!(reply instanceof Answer answer) || !answer.redirects()) {
                hops.add(new Hop(url, reply, null));
                return new Chain(hops, reply instanceof Answer ? End.ANSWER : End.NO_ANSWER);
            }
            Url next = Locations.resolve(url, Objects.requireNonNull(answer.location()));
            hops.add(new Hop(url, reply, next));
            if (next == null) {
                return new Chain(hops, End.BAD_LOCATION);
            }
            if (!seen.add(next)) {
                return new Chain(hops, End.LOOP);
            }
            if (hops.size() == MAX_REDIRECTS) {
                return new Chain(hops, End.CUT);
            }
            url = next;
        }
    }

    /** Where each redirect leads, in order. */
    List<Url> targets() {
        return hops.stream().map(Hop::next).filter(Objects::nonNull).toList();
    }

    Url start() {
        return hops.getFirst().url();
    }

    boolean passes(Url url) {
        return hops.stream().anyMatch(hop -> hop.url().equals(url));
    }
}
