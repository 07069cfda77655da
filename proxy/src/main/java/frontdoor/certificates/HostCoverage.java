package frontdoor.certificates;

import frontdoor.hosts.HostPattern;
import frontdoor.pairs.CertificatePair;

/** Tells whether a certificate holds for a host as it is configured. */
public final class HostCoverage {
    private HostCoverage() {}

    public static boolean covers(CertificatePair pair, HostPattern host) {
        return switch (host) {
            case HostPattern.Name(String name) -> pair.covers(name);
            case HostPattern.Address(String address) -> pair.covers(address);
            case HostPattern.Wildcard wildcard -> pair.leaf().names().contains(wildcard.text());
            // Exempt: nobody can name all hosts.
            case HostPattern.Any() -> true;
        };
    }
}
