package frontdoor.snapshot;

import frontdoor.groups.UpstreamGroup;
import org.jspecify.annotations.Nullable;

/**
 * The servers that a route leads to.
 *
 * @param own what holds for its exchanges; null where that is what holds for its whole site
 */
public record RoutedGroup(UpstreamGroup group, @Nullable ExchangeRules own) {
    /** Servers to which the route sends what its site says. */
    public RoutedGroup(UpstreamGroup group) {
        this(group, null);
    }

    /** What holds for the exchanges of {@code site} that go there. */
    public ExchangeRules rulesOf(Site site) {
        return own == null ? site.rules() : own;
    }
}
