package frontdoor.terms;

import static org.assertj.core.api.Assertions.assertThat;

import frontdoor.fixture.TestCertificates;
import frontdoor.pairs.KeyKind;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.junit.jupiter.api.Test;

final class ClientIdentityTest {
    private static ClientIdentity client(String name, String... alternatives) throws Exception {
        KeyPair keys = TestCertificates.newKeys(KeyKind.EC);
        X500Name subject = new X500NameBuilder()
                .addRDN(BCStyle.O, "Example")
                .addRDN(BCStyle.CN, name)
                .build();
        JcaX509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                subject,
                BigInteger.ONE,
                Date.from(Instant.parse("2026-01-01T00:00:00Z")),
                Date.from(Instant.parse("2027-01-01T00:00:00Z")),
                subject,
                keys.getPublic());
        GeneralName[] names = new GeneralName[alternatives.length];
        for (int i = 0; i < names.length; i++) {
            names[i] = new GeneralName(GeneralName.uniformResourceIdentifier, alternatives[i]);
        }
        builder.addExtension(Extension.subjectAlternativeName, false, new GeneralNames(names));
        X509Certificate leaf = new JcaX509CertificateConverter()
                .getCertificate(builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(keys.getPrivate())));
        return ClientIdentity.of(List.of(leaf));
    }

    /** A certificate is the client's own words, and an authority may not have looked at them. */
    @Test
    void writesNothingThatCouldBeAnotherLine() throws Exception {
        ClientIdentity client = client("b\u00e4d\r\nX-Admin: yes", "urn:a,urn:b", "urn:d");
        assertThat(client.subject()).isEqualTo("CN=b\\C3\\A4d\\0D\\0AX-Admin: yes,O=Example");
        assertThat(client.names()).isEqualTo("urn:a\\2Curn:b, urn:d");
        assertThat(new String(client.field(), StandardCharsets.US_ASCII)).matches(":[A-Za-z0-9+/=]+:");
        assertThat(client.fingerprint()).matches("[0-9a-f]{64}");
    }

    @Test
    void knowsClientsByWhateverNamesThem() throws Exception {
        ClientIdentity client = client("billing", "spiffe://example.test/Billing");
        for (String good : List.of(
                "CN=billing,O=Example",
                "cn = Billing, o = example",
                "SPIFFE://example.test/billing",
                client.fingerprint(),
                "SHA256:" + client.fingerprint())) {
            assertThat(new AllowedClients(List.of(AllowedClients.One.parse(good).orElseThrow())).have(client))
                    .as(good)
                    .isTrue();
        }
        for (String bad : List.of("CN=billing", "billing", "spiffe://example.test/billing/x", "0".repeat(64))) {
            assertThat(new AllowedClients(List.of(AllowedClients.One.parse(bad).orElseThrow())).have(client))
                    .as(bad)
                    .isFalse();
        }
        assertThat(AllowedClients.One.parse("CN=a,,")).isEmpty();
    }
}
