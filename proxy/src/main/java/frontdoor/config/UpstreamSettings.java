package frontdoor.config;

import frontdoor.hocon.Node;

/** The settings that have a default for every upstream, and may be written in an upstream and in upstream-defaults. */
public record UpstreamSettings(UpstreamPool pool, UpstreamLimits limits) {
    /** What is written in {@code defaults}, which has everything. */
    static UpstreamSettings read(Node defaults) {
        return of(new OverDefaults<>(defaults, null));
    }

    /** The same of an upstream; what it does not write itself is as {@code shared}, which was read of upstream-defaults. */
    static UpstreamSettings read(Node upstream, UpstreamSettings shared) {
        return of(new OverDefaults<>(upstream, shared));
    }

    private static UpstreamSettings of(OverDefaults<UpstreamSettings> source) {
        return new UpstreamSettings(
                source.read("pool", UpstreamPool::read, UpstreamSettings::pool),
                source.read("limits", UpstreamLimits::read, UpstreamSettings::limits));
    }
}
