package frontdoor.config;

import frontdoor.hocon.KeyPath;
import frontdoor.hocon.Places;
import frontdoor.hosts.HostPattern;
import frontdoor.maintenance.Switched;
import frontdoor.maintenance.Switches;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One site: some hosts, their scheme of redirects and HSTS, and what stands behind them.
 *
 * @param hosts at least one; no host is in two sites
 * @param canonical the host every other one is redirected to, as text of one of {@code hosts} or covered by a wildcard
 * @param certificates the site's own pairs, in the order written; empty when the shared pairs serve it
 * @param acme whether they are asked for by Frontdoor itself, which keeps them in the state directory, and may not be there yet
 * @param apexPin whether visitors of the canonical host, which is www, have a policy of the apex too
 * @param settings what else is written here or in site-defaults
 * @param switched what was done by hand about its maintenance
 */
public record SiteConfig(
        String name,
        List<HostPattern> hosts,
        Optional<String> canonical,
        List<CertificateConfig> certificates,
        boolean acme,
        boolean apexPin,
        SiteTarget target,
        SiteSettings settings,
        Switched switched) {
    public SiteConfig {
        hosts = List.copyOf(hosts);
        certificates = List.copyOf(certificates);
    }

    /** The key of this site, such as {@code sites.shop}, to look up in {@link Places}. */
    public String configuredAt() {
        return KeyPath.join("sites", name);
    }

    /** The upstreams that it has to itself, not all of which have been written as such: its only server, and the one that decides who comes in. */
    public List<UpstreamConfig> ownUpstreams(UpstreamsConfig upstreams) {
        List<UpstreamConfig> own = new ArrayList<>();
        if (target instanceof SiteTarget.Backend(BackendUrl url)) {
            own.add(upstreams.of(this, url));
        }
        settings.forwardAuth().ifPresent(auth -> own.add(upstreams.ofForwardAuth(this, auth)));
        return own;
    }

    /** The maintenance it is in; empty if it is in none. */
    public Optional<MaintenanceConfig> maintenance() {
        return switch (switched) {
            case NOT -> settings.maintenance().filter(MaintenanceConfig::on);
            case ON -> settings.maintenance().or(() -> Optional.of(MaintenanceConfig.BARE));
            case OFF -> Optional.empty();
        };
    }

    /** What the configuration says of its maintenance, in one form. */
    public String maintenanceWritten() {
        return MaintenanceConfig.written(settings.maintenance());
    }

    /** The same as {@code switches} have it. */
    SiteConfig switched(Switches switches) {
        Switched now = switches.find(name, maintenanceWritten());
        return now == switched
                ? this
                : new SiteConfig(name, hosts, canonical, certificates, acme, apexPin, target, settings, now);
    }
}
