package frontdoor.x509;

import static org.assertj.core.api.Assertions.assertThat;

import frontdoor.fixture.TestCertificates;
import frontdoor.pairs.KeyKind;
import java.math.BigInteger;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.junit.jupiter.api.Test;

/** C14: the order of chains, whatever order they were written in. */
final class ChainOrderTest {
    private static final KeyPair ROOT = TestCertificates.newKeys(KeyKind.EC);
    private static final KeyPair FIRST = TestCertificates.newKeys(KeyKind.EC);
    private static final KeyPair SECOND = TestCertificates.newKeys(KeyKind.EC);
    private static final KeyPair OTHER = TestCertificates.newKeys(KeyKind.EC);

    private final X509Certificate root = issue("root", ROOT, "root", ROOT);
    private final X509Certificate first = issue("first", FIRST, "root", ROOT);
    private final X509Certificate second = issue("second", SECOND, "first", FIRST);
    private final X509Certificate leaf = issue("leaf", OTHER, "second", SECOND);
    private final X509Certificate stranger = issue("stranger", OTHER, "elsewhere", ROOT);

    @Test
    void leavesAloneWhatIsInOrder() {
        ChainOrder order = ChainOrder.of(List.of(leaf, second, first));
        assertThat(order.sent()).containsExactly(leaf, second, first);
        assertThat(order.mended()).isEmpty();
        assertThat(order.missing()).contains(first);
    }

    @Test
    void putsIssuersBehindThoseTheyHaveIssued() {
        ChainOrder order = ChainOrder.of(List.of(leaf, root, first, second));
        assertThat(order.sent()).containsExactly(leaf, second, first);
        assertThat(order.judged()).containsExactly(leaf, second, first, root);
        assertThat(order.missing()).isEmpty();
        assertThat(order.mended())
                .contains(
                        "the chain was put in order; the root CN=root is left out of the chain, since clients have it");
    }

    @Test
    void leavesOutWhatHasNothingToDoWithTheLeaf() {
        ChainOrder order = ChainOrder.of(List.of(leaf, second, second, stranger));
        assertThat(order.sent()).containsExactly(leaf, second);
        assertThat(order.mended())
                .contains("CN=stranger is left out of the chain, since it has issued nothing there;"
                        + " what was in the chain twice is sent once");
        assertThat(order.missing()).contains(second);
    }

    @Test
    void namesTheLeafWhoseIssuerIsMissing() {
        assertThat(ChainOrder.of(List.of(leaf, first)).missing()).contains(leaf);
    }

    /** An issuer that two roots have signed is sent both times, so that clients of either find their way. */
    @Test
    void keepsBothWaysOfACrossSignature() {
        X509Certificate again = issue("second", SECOND, "abroad", OTHER);
        ChainOrder order = ChainOrder.of(List.of(leaf, second, again, first));
        assertThat(order.sent()).containsExactly(leaf, second, again, first);
        assertThat(order.mended()).isEmpty();
    }

    @Test
    void takesACertificateThatHasIssuedItself() {
        ChainOrder order = ChainOrder.of(List.of(root));
        assertThat(order.sent()).containsExactly(root);
        assertThat(order.missing()).isEmpty();
        assertThat(order.mended()).isEmpty();
    }

    /** Two that have signed each other are no way without end. */
    @Test
    void endsWhereTwoHaveSignedEachOther() {
        X509Certificate one = issue("first", FIRST, "second", SECOND);
        assertThat(ChainOrder.of(List.of(leaf, second, one)).sent()).containsExactly(leaf, second, one);
    }

    private static X509Certificate issue(String subject, KeyPair keys, String issuer, KeyPair signer) {
        try {
            return new JcaX509CertificateConverter()
                    .getCertificate(new JcaX509v3CertificateBuilder(
                                    new X500Name("CN=" + issuer),
                                    BigInteger.valueOf((subject + issuer).hashCode() & 0xffff),
                                    Date.from(Instant.parse("2026-01-01T00:00:00Z")),
                                    Date.from(Instant.parse("2027-01-01T00:00:00Z")),
                                    new X500Name("CN=" + subject),
                                    keys.getPublic())
                            .build(new JcaContentSignerBuilder("SHA256withECDSA").build(signer.getPrivate())));
        } catch (Exception impossible) {
            throw new AssertionError(impossible);
        }
    }
}
