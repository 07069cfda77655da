package frontdoor.pairs;

import frontdoor.x509.Lifetime;
import java.time.Instant;
import java.util.List;

/**
 * The facts that a leaf certificate states about itself.
 *
 * @param names DNS names of its subjectAltName, lower case; wildcards as written
 * @param addresses IP addresses of its subjectAltName, as the JDK writes them
 * @param notBefore first instant of its validity
 * @param notAfter last instant of its validity
 * @param fingerprint SHA-256 of the whole certificate, lower-case hexadecimal
 * @param kind of its public key
 * @param serial number, lower-case hexadecimal
 */
public record LeafFacts(
        List<String> names,
        List<String> addresses,
        Instant notBefore,
        Instant notAfter,
        String fingerprint,
        KeyKind kind,
        String serial) {

    public LeafFacts {
        names = List.copyOf(names);
        addresses = List.copyOf(addresses);
    }

    /** From {@link #notBefore} to {@link #notAfter}. */
    public Lifetime lifetime() {
        return new Lifetime(notBefore, notAfter);
    }

    /** From this instant on the certificate is in the last fifth of its lifetime and should have been replaced. */
    public Instant endsSoonFrom() {
        return lifetime().endsSoonFrom();
    }

    /** Whether {@code now} lies inside the validity, both ends included. */
    public boolean isValidAt(Instant now) {
        return lifetime().includes(now);
    }
}
