package frontdoor.probe;

import frontdoor.policy.HstsPolicy;
import frontdoor.snapshot.Site;
import frontdoor.snapshot.Snapshot;
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
        if (pattern.equals("*")) {
            // RFC 6761 6.4: nobody has such a name.
            return new ProbedHost(pattern, MADE_UP + ".invalid");
        }
        if (!pattern.startsWith("*.")) {
            return new ProbedHost(pattern, pattern);
        }
        String parent = pattern.substring(1);
        return new ProbedHost(pattern, (MADE_UP.length() + parent.length() > MAX_NAME ? "x" : MADE_UP) + parent);
    }

    /** Every host whose policy is Frontdoor's own to send, as configured; the backend's word is the backend's. */
    static NavigableSet<String> patterns(Snapshot snapshot) {
        NavigableSet<String> patterns = new TreeSet<>();
        snapshot.hosts().forEach((pattern, site) -> {
            if (!(site.policy().schedule().whole() instanceof HstsPolicy.Backend)) {
                patterns.add(pattern);
            }
        });
        return patterns;
    }

    /** What the connection names, or empty: TLS knows no addresses as names (RFC 6066 3). */
    Optional<String> serverName() {
        String last = name.substring(name.lastIndexOf('.') + 1);
        boolean address = name.startsWith("[") || last.chars().allMatch(Character::isDigit);
        return address ? Optional.empty() : Optional.of(name);
    }

    /** The site that answers for it, or null. */
    @Nullable
    Site siteOf(Snapshot snapshot) {
        return snapshot.hosts().find(name);
    }
}
