package frontdoor.plan;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What browsers see of one host.
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
}
