package frontdoor.acme;

import frontdoor.hosts.HostNames;
import frontdoor.hosts.HostPattern;
import frontdoor.x509.Lifetime;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A certificate that is there.
 *
 * @param leaf the certificate itself
 * @param names what it names: DNS names in lower case, and addresses in the JDK's one spelling
 */
record Kept(X509Certificate leaf, Set<String> names) {
    private static final int HEXADECIMAL = 16;

    Kept {
        names = Set.copyOf(names);
    }

    /** The one that begins {@code chain}. */
    static Optional<Kept> of(List<X509Certificate> chain) {
        return chain.stream().findFirst().map(leaf -> new Kept(leaf, names(leaf)));
    }

    private static Set<String> names(X509Certificate leaf) {
        Set<String> names = new HashSet<>();
        try {
            Collection<List<?>> alternatives = leaf.getSubjectAlternativeNames();
            if (alternatives != null) {
                alternatives.forEach(one -> names.add(HostNames.normalise(String.valueOf(one.get(1)))));
            }
        } catch (CertificateParsingException _) {
            // Then it names nothing.
        }
        return names;
    }

    /** Its number at its issuer, in hexadecimal digits. */
    String serial() {
        return leaf.getSerialNumber().toString(HEXADECIMAL);
    }

    Lifetime lifetime() {
        return new Lifetime(leaf.getNotBefore().toInstant(), leaf.getNotAfter().toInstant());
    }

    /** Whether it is one that {@code wanted} asks for, its dates aside. */
    boolean suits(Wanted wanted) {
        return namesAll(wanted) && isOfKind(wanted);
    }

    boolean namesAll(Wanted wanted) {
        return wanted.hosts().stream()
                .map(HostPattern::text)
                .map(HostNames::normalise)
                .allMatch(names::contains);
    }

    private boolean isOfKind(Wanted wanted) {
        return switch (leaf.getPublicKey()) {
            case RSAPublicKey rsa ->
                wanted.key().isRsa()
                        && rsa.getModulus().bitLength() == wanted.key().bits();
            case ECPublicKey ec ->
                !wanted.key().isRsa()
                        && ec.getParams().getOrder().bitLength() == wanted.key().bits();
            default -> false;
        };
    }
}
