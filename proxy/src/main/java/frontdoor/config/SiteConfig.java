package frontdoor.config;

import frontdoor.hocon.KeyPath;
import frontdoor.hocon.Places;
import frontdoor.hosts.HostPattern;
import java.util.List;
import java.util.Optional;

/**
 * One site: some hosts, their scheme of redirects and HSTS, and what stands behind them.
 *
 * @param hosts at least one; no host is in two sites
 * @param canonical the host every other one is redirected to, as text of one of {@code hosts} or covered by a wildcard
 * @param certificate the site's own pair; empty when the shared pairs serve it
 * @param apexPin whether visitors of the canonical host, which is www, have a policy of the apex too
 * @param settings what else is written here or in site-defaults
 */
public record SiteConfig(
        String name,
        List<HostPattern> hosts,
        Optional<String> canonical,
        Optional<CertificateConfig> certificate,
        boolean apexPin,
        SiteTarget target,
        SiteSettings settings) {
    public SiteConfig {
        hosts = List.copyOf(hosts);
    }

    /** The key of this site, such as {@code sites.shop}, to look up in {@link Places}. */
    public String configuredAt() {
        return KeyPath.join("sites", name);
    }
}
