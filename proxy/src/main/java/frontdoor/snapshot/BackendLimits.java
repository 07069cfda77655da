package frontdoor.snapshot;

import frontdoor.config.FrontdoorConfig;
import frontdoor.config.UpstreamConfig;
import frontdoor.config.UpstreamSettings;
import frontdoor.connect.PeerAddress;
import frontdoor.upstream.PeerLimits;
import java.util.HashMap;
import java.util.Map;

/** The limits of every server that is written anywhere: of one that is in several places the lowest of each. */
final class BackendLimits {
    /** Connections to one server where nobody said how many: far more than an application of one machine answers at once. */
    private static final int COMMON = 1024;

    private final Map<PeerAddress, PeerLimits> limits = new HashMap<>();
    private final int most;
    private final PeerAddresses addresses;

    private BackendLimits(int most, PeerAddresses addresses) {
        this.most = most;
        this.addresses = addresses;
    }

    /** Those of {@code config}, where all backends together may have {@code most} connections. */
    static Map<PeerAddress, PeerLimits> of(FrontdoorConfig config, PeerAddresses addresses, int most) {
        BackendLimits found = new BackendLimits(most, addresses);
        config.upstreams().named().values().forEach(found::add);
        config.sites().forEach(site -> site.ownUpstreams(config.upstreams()).forEach(found::add));
        return found.limits;
    }

    private void add(UpstreamConfig upstream) {
        UpstreamSettings settings = upstream.settings();
        PeerLimits written = new PeerLimits(Math.min(COMMON, most), settings.pool(), settings.limits());
        upstream.servers()
                .forEach(server -> limits.merge(addresses.of(upstream, server.url()), written, PeerLimits::lowest));
    }
}
