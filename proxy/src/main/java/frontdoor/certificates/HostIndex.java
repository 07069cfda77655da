package frontdoor.certificates;

import frontdoor.hosts.HostNames;
import frontdoor.hosts.HostPattern;
import frontdoor.pairs.CertificatePair;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;

/** Many hosts, arranged so that whether a certificate covers any of them costs what the certificate names, and not what they are. */
final class HostIndex {
    private final Set<String> written = new HashSet<>();
    /** {@code *.example.com} for each name right below it. */
    private final Set<String> wildcards = new HashSet<>();

    private boolean any;

    HostIndex(Collection<HostPattern> hosts) {
        for (HostPattern host : hosts) {
            switch (host) {
                case HostPattern.Name(String name) -> {
                    written.add(name);
                    String wildcard = HostNames.wildcardOf(name);
                    if (wildcard != null) {
                        wildcards.add(wildcard);
                    }
                }
                case HostPattern.Address(String address) -> written.add(HostNames.normalise(address));
                case HostPattern.Wildcard wildcard -> written.add(wildcard.text());
                case HostPattern.Any() -> any = true;
            }
        }
    }

    /** Whether the certificate holds for at least one of the hosts; nobody can name all, so {@code *} is exempt. */
    boolean isCoveredBy(CertificatePair pair) {
        return any
                || pair.leaf().names().stream().anyMatch(name -> written.contains(name) || wildcards.contains(name))
                || pair.leaf().addresses().stream().anyMatch(written::contains);
    }

    /** Whether the host is among the {@code names} that many certificates name together. */
    static boolean isNamed(HostPattern host, Set<String> names) {
        return switch (host) {
            case HostPattern.Name(String name) -> {
                String wildcard = HostNames.wildcardOf(name);
                yield names.contains(name) || wildcard != null && names.contains(wildcard);
            }
            case HostPattern.Address(String address) -> names.contains(HostNames.normalise(address));
            case HostPattern.Wildcard wildcard -> names.contains(wildcard.text());
            case HostPattern.Any() -> true;
        };
    }
}
