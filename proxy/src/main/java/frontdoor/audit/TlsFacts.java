package frontdoor.audit;

import frontdoor.hosts.Addresses;
import frontdoor.report.Printable;
import frontdoor.x509.ChainOrder;
import frontdoor.x509.Lifetime;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The facts that a handshake agreed on.
 *
 * @param protocol as the JDK names it: TLSv1.3
 * @param cipherSuite its name in the registry of IANA
 * @param chain what the server sent, leaf first; at least one certificate
 */
record TlsFacts(String protocol, String cipherSuite, List<X509Certificate> chain) {
    private static final int MAX_NAMES = 100;
    private static final int DNS_NAME = 2;
    private static final int IP_ADDRESS = 7;
    private static final Pattern MODERN =
            Pattern.compile("TLS_ECDHE_(ECDSA|RSA)_WITH_(AES_(128|256)_GCM|CHACHA20_POLY1305)_.*");

    TlsFacts {
        chain = List.copyOf(chain);
    }

    X509Certificate leaf() {
        return chain.getFirst();
    }

    /** Names and addresses of the leaf, a hundred at most. */
    List<String> names() {
        try {
            @Nullable Collection<List<?>> names = leaf().getSubjectAlternativeNames();
            return names == null
                    ? List.of()
                    : names.stream()
                            .filter(name ->
                                    name.get(0) instanceof Integer kind && (kind == DNS_NAME || kind == IP_ADDRESS))
                            .limit(MAX_NAMES)
                            .map(TlsFacts::text)
                            .toList();
        } catch (CertificateParsingException _) {
            return List.of();
        }
    }

    /** Addresses as people write them: the JDK leaves no zero of an IPv6 address out. */
    private static String text(List<?> name) {
        String value = String.valueOf(name.get(1));
        return Printable.of(
                name.get(0) instanceof Integer kind && kind == IP_ADDRESS ? Addresses.shortest(value) : value);
    }

    /** The name of the authority. */
    String issuer() {
        return Printable.of(leaf().getIssuerX500Principal().getName());
    }

    Instant notBefore() {
        return leaf().getNotBefore().toInstant();
    }

    Instant notAfter() {
        return leaf().getNotAfter().toInstant();
    }

    private Lifetime lifetime() {
        return new Lifetime(notBefore(), notAfter());
    }

    /** Whether the leaf is in the last fifth of its lifetime: automatic renewals come at a third. */
    boolean endsSoonAt(Instant now) {
        return !now.isBefore(lifetime().endsSoonFrom());
    }

    boolean isValidAt(Instant now) {
        return lifetime().includes(now);
    }

    /** Whether the leaf, or an issuer on the way from it to a root, is signed with SHA-1. */
    boolean hasSha1() {
        return ChainOrder.of(chain).sent().stream()
                .filter(certificate ->
                        !certificate.getSubjectX500Principal().equals(certificate.getIssuerX500Principal()))
                .anyMatch(certificate -> certificate.getSigAlgName().startsWith("SHA1"));
    }

    /** Whether version and cipher suite are what checkers call modern. */
    boolean isModern() {
        return protocol.equals("TLSv1.3")
                || protocol.equals("TLSv1.2") && MODERN.matcher(cipherSuite).matches();
    }
}
