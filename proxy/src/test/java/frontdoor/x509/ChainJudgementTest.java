package frontdoor.x509;

import static org.assertj.core.api.Assertions.assertThat;

import frontdoor.fixture.ChainBuilder;
import frontdoor.fixture.TestCertificates;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 9325 4.5, RFC 5280 6.1.3 (a) and 4.2.1.12: what browsers refuse in a chain. */
class ChainJudgementTest {
    private static final Instant NOW = Instant.parse("2026-11-22T00:00:00Z");
    private static final Instant LATER = day(3000);

    private static Instant day(int days) {
        return NOW.plus(Duration.ofDays(days));
    }

    private static ChainBuilder leaf() {
        return new ChainBuilder(day(-30), day(60), List.of("example.com"));
    }

    private static List<ChainFault> faults(ChainBuilder chain) {
        return ChainJudgement.of(chain.chain()).faults(NOW);
    }

    private static List<ChainFault.Kind> kinds(ChainBuilder chain) {
        return faults(chain).stream().map(ChainFault::kind).toList();
    }

    private static String text(ChainBuilder chain) {
        return faults(chain).getFirst().text();
    }

    @Test
    void findsNothingWrongWithAPlainChain() {
        assertThat(faults(leaf().issuerUntil(LATER))).isEmpty();
        assertThat(faults(leaf())).as("the leaf alone may be known").isEmpty();
        assertThat(faults(leaf().issuerUntil(LATER).rsa(2048))).isEmpty();
    }

    /** RFC 5280 4.2.1.9. */
    @Test
    void refusesAnIssuerTooFarUp() {
        ChainBuilder chain = leaf().issuerUntil(LATER).issuerUntil(LATER, ChainBuilder.Wrong.SHORT_PATH);
        assertThat(kinds(chain)).containsExactly(ChainFault.Kind.WEAK);
        assertThat(text(chain)).endsWith("has a pathLenConstraint of 0, and 1 issuer stands below it");
        assertThat(faults(leaf().issuerUntil(LATER).issuerUntil(LATER, ChainBuilder.Wrong.LONG_PATH)))
                .isEmpty();
    }

    @Test
    void knowsACertificateThatHasSignedItself() {
        assertThat(ChainJudgement.of(leaf().selfSigned().chain()).isSelfSigned())
                .isTrue();
        assertThat(ChainJudgement.of(leaf().chain()).isSelfSigned()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"SHA1withECDSA"})
    void refusesBrokenSignatures(String algorithm) {
        ChainBuilder chain = leaf().issuerUntil(LATER).signedWith(algorithm);
        assertThat(kinds(chain)).containsExactly(ChainFault.Kind.WEAK);
        assertThat(text(chain))
                .isEqualTo("the certificate is signed with SHA-1, which browsers have not believed for years");
    }

    @Test
    void refusesShortKeys() {
        assertThat(text(leaf().issuerUntil(LATER).rsa(1024)))
                .isEqualTo("the certificate has an RSA key of 1024 bits; 2048 is the least");
    }

    @Test
    void refusesOtherPurposes() {
        assertThat(text(leaf().issuerUntil(LATER).purposes(KeyPurposeId.id_kp_clientAuth)))
                .isEqualTo("the certificate is not for servers: its extended key usage lacks serverAuth");
        assertThat(text(leaf().issuerUntil(LATER).purposes(KeyPurposeId.anyExtendedKeyUsage)))
                .as("Firefox and OpenSSL ask for serverAuth itself")
                .endsWith("lacks serverAuth");
        assertThat(text(leaf().issuerUntil(LATER).issuerPurposes(KeyPurposeId.id_kp_emailProtection)))
                .startsWith("certificate 2 of the chain (CN=middle) is not for servers");
        assertThat(text(leaf().issuerUntil(LATER).usage(KeyUsage.keyEncipherment)))
                .contains("lacks digitalSignature");
    }

    @Test
    void takesEveryPurposeWhereNoneIsNamed() {
        assertThat(faults(leaf().issuerUntil(LATER).purposes(KeyPurposeId.id_kp_serverAuth)))
                .isEmpty();
        assertThat(faults(leaf().issuerUntil(LATER)
                        .purposes(KeyPurposeId.id_kp_clientAuth, KeyPurposeId.id_kp_serverAuth)))
                .isEmpty();
        assertThat(faults(leaf().issuerUntil(LATER)
                        .purposes(KeyPurposeId.anyExtendedKeyUsage, KeyPurposeId.id_kp_serverAuth)))
                .isEmpty();
        assertThat(faults(leaf().issuerUntil(LATER).issuerPurposes(KeyPurposeId.anyExtendedKeyUsage)))
                .isEmpty();
        assertThat(faults(leaf().issuerUntil(LATER).usage(KeyUsage.digitalSignature)))
                .isEmpty();
    }

    @Test
    void refusesAChainWhoseOnlyWayHasEnded() {
        ChainBuilder chain = leaf().issuerUntil(day(-1));
        assertThat(kinds(chain)).containsExactly(ChainFault.Kind.ENDED);
        assertThat(text(chain)).startsWith("certificate 2 of the chain (CN=middle) ended at 2026-11-21T00:00:00Z");
        assertThat(ChainJudgement.of(chain.chain()).closes()).isEqualTo(day(-1));
    }

    @Test
    void takesAChainThatHasAnotherWay() {
        ChainBuilder chain = leaf().issuerUntil(day(-1)).issuerUntil(LATER);
        assertThat(kinds(chain)).containsExactly(ChainFault.Kind.PARTLY_ENDED);
        assertThat(ChainJudgement.of(chain.chain()).closes()).isAfter(day(60));
    }

    @Test
    void tellsBeforeAWayEnds() {
        ChainBuilder chain = leaf().issuerUntil(day(20));
        assertThat(kinds(chain)).containsExactly(ChainFault.Kind.ENDS_FIRST);
        assertThat(text(chain))
                .isEqualTo("certificate 2 of the chain (CN=middle) ends at 2026-12-12T00:00:00Z, before the leaf");
        assertThat(ChainJudgement.of(chain.chain()).closes()).isEqualTo(day(20));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "SHA1|is signed with SHA-1, which browsers have not believed for years",
                "NO_AUTHORITY|is no issuer: its basicConstraints do not say CA:TRUE",
                "NO_CONSTRAINTS|is no issuer: its basicConstraints do not say CA:TRUE",
                "NO_CERT_SIGN|is no issuer: its key usage lacks keyCertSign",
            })
    void refusesAnIssuerThatIsNoneUnlessThereIsAnotherWay(ChainBuilder.Wrong wrong, String reason) {
        ChainBuilder chain = leaf().issuerUntil(LATER, wrong);
        assertThat(kinds(chain)).containsExactly(ChainFault.Kind.WEAK);
        assertThat(text(chain)).isEqualTo("certificate 2 of the chain (CN=middle) " + reason);
        assertThat(faults(leaf().issuerUntil(LATER, wrong).issuerUntil(LATER))).isEmpty();
        assertThat(ChainJudgement.of(leaf().issuerUntil(LATER, wrong)
                                .issuerUntil(day(20))
                                .chain())
                        .closes())
                .as("the way that is no way opens nothing")
                .isEqualTo(day(20));
    }

    @Test
    void takesWhatIsOnNoWayForNothing() {
        assertThat(faults(leaf().issuerUntil(LATER, ChainBuilder.Wrong.STRANGER)))
                .isEmpty();
        assertThat(faults(leaf().issuerUntil(LATER).issuerUntil(day(-1), ChainBuilder.Wrong.STRANGER)))
                .isEmpty();
        assertThat(faults(leaf().issuerUntil(LATER, ChainBuilder.Wrong.SHA1)
                        .issuerUntil(LATER, ChainBuilder.Wrong.STRANGER)))
                .as("the one on the way is told, and it alone")
                .singleElement()
                .extracting(ChainFault::text)
                .asString()
                .startsWith("certificate 2 of the chain (CN=middle) is signed with SHA-1");
    }

    @Test
    void takesASelfSignedCertificateWhateverItSaysOfIssuing() {
        X509Certificate authority = TestCertificates.AUTHORITY;
        assertThat(ChainJudgement.of(List.of(authority)).isWeak()).isFalse();
        assertThat(ChainJudgement.of(List.of(authority, authority)).isWeak()).isFalse();
    }
}
