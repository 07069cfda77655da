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
 * @param hstsByDefault whether nobody chose the policy, so that the start should say how to raise it: {@code max-age}
 *     is the one of reference.conf
 * @param mixedContent whether browsers are asked to report mixed content, and their reports are taken
 */
public record SiteConfig(
        String name,
        List<HostPattern> hosts,
        Optional<String> canonical,
        Optional<CertificateConfig> certificate,
        boolean apexPin,
        Plaintext plaintext,
        RedirectStatus redirectStatus,
        HstsConfig hsts,
        boolean hstsByDefault,
        boolean mixedContent,
        SiteTarget target,
        RepairConfig repair,
        SiteTimeouts timeouts,
        SiteLimits limits) {
    public SiteConfig {
        hosts = List.copyOf(hosts);
    }

    /** The key of this site, such as {@code sites.shop}, to look up in {@link Places}. */
    public String configuredAt() {
        return KeyPath.join("sites", name);
    }
}
