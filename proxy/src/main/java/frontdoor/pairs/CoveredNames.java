package frontdoor.pairs;

import frontdoor.hosts.HostNames;
import frontdoor.x509.PresentedCertificate;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The hosts that one certificate names: exactly, by a wildcard for one label, or as IP addresses. Immutable. */
public final class CoveredNames implements PresentedCertificate {
    private final Set<String> covered;

    CoveredNames(LeafFacts leaf) {
        covered =
                Stream.concat(leaf.names().stream(), leaf.addresses().stream()).collect(Collectors.toUnmodifiableSet());
    }

    /**
     * The hosts of a certificate that somebody has presented.
     *
     * @throws GeneralSecurityException if it cannot be read, or is of a kind that is never served
     */
    public static CoveredNames of(X509Certificate leaf) throws GeneralSecurityException {
        return new CoveredNames(LeafReader.read(leaf));
    }

    /** As {@link PresentedCertificate#names}; case and a trailing dot are ignored. */
    @Override
    public boolean names(String host) {
        String name = HostNames.normalise(host);
        if (covered.contains(name)) {
            return true;
        }
        String wildcard = HostNames.wildcardOf(name);
        return wildcard != null && covered.contains(wildcard);
    }
}
