package frontdoor.acme;

import frontdoor.config.AcmeKey;
import frontdoor.config.SiteConfig;
import frontdoor.hosts.HostPattern;
import frontdoor.hosts.PublicSuffixes;
import frontdoor.renewal.Usage;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * A certificate that a site wants.
 *
 * @param site the name of the site
 * @param place which of the certificates of the site it is, from 0
 * @param hosts all that it is to name, in the order in which they are written
 * @param key the kind of its key
 */
record Wanted(String site, int place, List<HostPattern> hosts, AcmeKey key) {
    Wanted {
        hosts = List.copyOf(hosts);
    }

    static Wanted of(SiteConfig site, int place, AcmeKey key) {
        return new Wanted(site.name(), place, site.hosts(), key);
    }

    /** What is kept of it has the same name wherever its hosts, or its key, are changed. */
    String name() {
        return site + " " + place;
    }

    /** What rate limits count. */
    Usage.Names names() {
        Set<String> domains = new TreeSet<>();
        Set<String> all = new TreeSet<>();
        for (HostPattern host : hosts) {
            all.add(host.text());
            String name = host instanceof HostPattern.Wildcard wildcard ? wildcard.parent() : host.text();
            String domain = PublicSuffixes.registrableDomain(name);
            domains.add(domain == null ? name : domain);
        }
        return new Usage.Names(key + " " + String.join(" ", all), domains);
    }
}
