package frontdoor.pairs;

import frontdoor.hosts.Addresses;
import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** Makes the certificates that answer tls-alpn-01 (RFC 8737 3): signed by nobody else, for one name or address, with what the authority wants to read. */
public final class AlpnCertificate {
    /** id-pe-acmeIdentifier. */
    private static final ASN1ObjectIdentifier ACME_IDENTIFIER = new ASN1ObjectIdentifier("1.3.6.1.5.5.7.1.31");

    private static final X500Principal NAME = new X500Principal("CN=acme.invalid");
    private static final Duration AROUND = Duration.ofDays(7);

    private AlpnCertificate() {}

    /**
     * One for {@code host}.
     *
     * @param host a name, or an address as it stands in a URL (RFC 8738 6)
     * @param validation SHA-256 of the key authorization
     * @throws GeneralSecurityException when no such certificate can be made here
     */
    public static CertificatePair of(String host, byte[] validation) throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        KeyPair keys = generator.generateKeyPair();
        Instant now = Instant.now();
        try {
            JcaX509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                    NAME,
                    BigInteger.ONE,
                    Date.from(now.minus(AROUND)),
                    Date.from(now.plus(AROUND)),
                    NAME,
                    keys.getPublic());
            builder.addExtension(
                    Extension.subjectAlternativeName,
                    false,
                    new GeneralNames(Addresses.ofHost(host)
                            .map(address -> new GeneralName(GeneralName.iPAddress, address.getHostAddress()))
                            .orElseGet(() -> new GeneralName(GeneralName.dNSName, host))));
            builder.addExtension(ACME_IDENTIFIER, true, new DEROctetString(validation));
            X509Certificate certificate = new JcaX509CertificateConverter()
                    .getCertificate(
                            builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(keys.getPrivate())));
            return CertificateLoader.pair(List.of(certificate), keys.getPrivate());
        } catch (IOException | OperatorCreationException unsupported) {
            throw new GeneralSecurityException(unsupported);
        }
    }
}
