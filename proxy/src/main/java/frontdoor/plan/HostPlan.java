package frontdoor.plan;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The plan for one host: all that browsers see of it.
 *
 * @param host as it is configured, or a name that a pattern covers
 * @param site the name of its site; null where no site has the host any more, although browsers are bound to it
 * @param hops from {@code http://HOST/} on
 * @param verdicts errors first
 */
record HostPlan(String host, @Nullable String site, List<Hop> hops, List<Verdict> verdicts) {
    HostPlan {
        hops = List.copyOf(hops);
        verdicts = List.copyOf(verdicts);
    }

    /** All there is to say of a host, whatever browsers were promised before. */
    static HostPlan of(Subject subject) {
        return new HostPlan(
                subject.host(), subject.site().config().name(), subject.chain().hops(), Verdicts.of(subject));
    }

    /** The same with {@code more} verdicts. */
    HostPlan with(List<Verdict> more) {
        return more.isEmpty()
                ? this
                : new HostPlan(
                        host,
                        site,
                        hops,
                        Stream.concat(verdicts.stream(), more.stream())
                                .sorted(Comparator.comparing(Verdict::level))
                                .toList());
    }
}
