package frontdoor.terms;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.CertificateException;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** A client as its certificate, which was verified in the handshake, makes it known. Made once for a connection; immutable. */
public final class ClientIdentity {
    private final List<X509Certificate> chain;
    private final byte[] field;
    private final String subject;
    private final List<String> alternativeNames;
    private final String names;
    private final String fingerprint;

    private ClientIdentity(List<X509Certificate> chain) throws GeneralSecurityException {
        this.chain = List.copyOf(chain);
        X509Certificate leaf = chain.getFirst();
        byte[] encoded = leaf.getEncoded();
        this.field = (":" + Base64.getEncoder().encodeToString(encoded) + ":").getBytes(StandardCharsets.US_ASCII);
        this.subject = escaped(leaf.getSubjectX500Principal().getName(), "");
        this.alternativeNames = alternativeNames(leaf);
        this.names = alternativeNames.stream().map(name -> escaped(name, ",")).collect(Collectors.joining(", "));
        this.fingerprint =
                HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(encoded));
    }

    /**
     * The client that has presented a chain.
     *
     * @throws CertificateException if its certificate cannot be read
     */
    public static ClientIdentity of(List<X509Certificate> chain) throws CertificateException {
        try {
            return new ClientIdentity(chain);
        } catch (CertificateException unreadable) {
            throw unreadable;
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException("every Java has SHA-256", missing);
        }
    }

    private static List<String> alternativeNames(X509Certificate leaf) throws CertificateParsingException {
        Collection<List<?>> all = leaf.getSubjectAlternativeNames();
        List<String> names = new ArrayList<>();
        for (List<?> entry : all == null ? List.<List<?>>of() : all) {
            if (entry.get(1) instanceof String name) {
                names.add(name);
            }
        }
        return List.copyOf(names);
    }

    /** The chain as it was presented, the client's own certificate first. */
    List<X509Certificate> chain() {
        return chain;
    }

    /** The value of Client-Cert (RFC 9440 2.2). Shared, never to be changed. */
    public byte[] field() {
        return field;
    }

    /** What a certificate says must not become a line of a head: octets beyond printable ASCII stand as RFC 2253 2.4 has them, {@code \\0A}. */
    private static String escaped(String text, String more) {
        StringBuilder escaped = new StringBuilder();
        for (byte octet : text.getBytes(StandardCharsets.UTF_8)) {
            if (octet < ' ' || octet == 0x7f || more.indexOf(octet) >= 0) {
                escaped.append('\\').append(HexFormat.of().withUpperCase().toHexDigits(octet));
            } else {
                escaped.append((char) octet);
            }
        }
        return escaped.toString();
    }

    /** The subject as RFC 2253 writes it, in printable ASCII. */
    public String subject() {
        return subject;
    }

    /** Names of its subjectAltName that are text, with commas between: of hosts, addresses, people (e-mail) and services (URI). */
    public String names() {
        return names;
    }

    /** SHA-256 of the certificate, lower-case hexadecimal. */
    public String fingerprint() {
        return fingerprint;
    }

    /** Whether one of its alternative names is {@code name}, in lower case. */
    boolean isNamed(String name) {
        return alternativeNames.stream()
                .anyMatch(own -> own.toLowerCase(Locale.ROOT).equals(name));
    }
}
