package frontdoor.probe;

import frontdoor.hosts.Addresses;
import frontdoor.hosts.HostPattern;
import frontdoor.policy.HstsPolicy;
import frontdoor.snapshot.Site;
import frontdoor.snapshot.Snapshot;
import frontdoor.terms.ClientTrust;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A host as it is asked for.
 *
 * @param pattern as it is configured
 * @param name what requests name: the host itself, or a made-up one that a wildcard covers
 */
record ProbedHost(String pattern, String name) {
    private static final String MADE_UP = "frontdoor-self-probe";
    private static final int MAX_NAME = 253;

    static ProbedHost of(String pattern) {
        return new ProbedHost(
                pattern,
                switch (HostPattern.of(pattern)) {
                    // RFC 6761 6.4: nobody has such a name.
                    case HostPattern.Any() -> MADE_UP + ".invalid";
                    case HostPattern.Wildcard wildcard -> below(wildcard.parent());
                    case HostPattern.Name(String name) -> name;
                    case HostPattern.Address(String address) -> address;
                });
    }

    private static String below(String parent) {
        return (MADE_UP.length() + 1 + parent.length() > MAX_NAME ? "x" : MADE_UP) + "." + parent;
    }

    /**
     * Every host whose policy is Frontdoor's own to send, as configured; the backend's word is the backend's. Nor is one asked that talks to
     * clients with a certificate alone, nor one whose first certificate is awaited.
     */
    static NavigableSet<String> patterns(Snapshot snapshot) {
        NavigableSet<String> patterns = new TreeSet<>();
        snapshot.hosts().forEach((pattern, site) -> {
            if (!(site.policy().schedule().whole() instanceof HstsPolicy.Backend)
                    && !needsCertificate(site)
                    && !site.policy().isAwaiting()) {
                patterns.add(pattern);
            }
        });
        return patterns;
    }

    private static boolean needsCertificate(Site site) {
        ClientTrust clients = site.terms().clients();
        return clients != null && clients.required();
    }

    /** What the connection names, or empty: TLS knows no addresses as names (RFC 6066 3). */
    Optional<String> serverName() {
        return Addresses.isHost(name) ? Optional.empty() : Optional.of(name);
    }

    /** The site that answers for it, or null. */
    @Nullable
    Site siteOf(Snapshot snapshot) {
        return snapshot.hosts().find(name);
    }
}
