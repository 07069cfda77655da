package frontdoor.staple;

import static org.assertj.core.api.Assertions.assertThat;

import frontdoor.fixture.OcspAuthority;
import frontdoor.fixture.OcspAuthority.Signer;
import frontdoor.pairs.CertificateLoader;
import frontdoor.pairs.CertificateLoading;
import frontdoor.pairs.CertificatePair;
import frontdoor.pairs.PairFiles;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Date;
import org.bouncycastle.asn1.x509.CRLReason;
import org.bouncycastle.cert.ocsp.OCSPResp;
import org.bouncycastle.cert.ocsp.OCSPRespBuilder;
import org.bouncycastle.cert.ocsp.RevokedStatus;
import org.bouncycastle.cert.ocsp.UnknownStatus;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** RFC 6960 3.2: what has to hold before an answer is shown to anybody. */
final class AnswerTest {
    private static final Instant NOW = Instant.parse("2026-11-28T12:00:00Z");

    @TempDir
    private Path directory;

    private OcspAuthority authority;
    private Question question;

    @BeforeEach
    void open() throws Exception {
        authority = new OcspAuthority();
        authority.validity(NOW.minus(Duration.ofDays(1)), Duration.ofDays(4));
        question = ask("a.test");
    }

    @AfterEach
    void close() {
        authority.close();
    }

    private Question ask(String name) throws Exception {
        Path chain = directory.resolve(name + ".pem");
        Path key = directory.resolve(name + ".key");
        authority.issue(false, name).writeTo(chain, key);
        CertificatePair pair = ((CertificateLoading.Loaded) CertificateLoader.load(PairFiles.of(chain, key))).pair();
        return Question.about(pair).orElseThrow();
    }

    private Status answered(Instant now) throws Exception {
        return Answer.read(authority.answer(question.octets()), question, now);
    }

    private static String why(Status status) {
        assertThat(status).isInstanceOf(Status.Unknown.class);
        return ((Status.Unknown) status).why();
    }

    @ParameterizedTest
    @EnumSource
    void believesTheIssuerAndWhomItLetsSign(Signer signer) throws Exception {
        authority.signer(signer);
        Status status = answered(NOW);
        if (signer == Signer.ISSUER || signer == Signer.DELEGATE) {
            Staple staple = ((Status.Good) status).staple();
            assertThat(staple.thisUpdate()).isEqualTo(NOW.minus(Duration.ofDays(1)));
            assertThat(staple.nextUpdate()).isEqualTo(NOW.plus(Duration.ofDays(3)));
        } else {
            assertThat(why(status)).isEqualTo("the answer is signed by nobody whom the issuer lets do so");
        }
    }

    @Test
    void tellsWhatWasRevoked() throws Exception {
        authority.status(new RevokedStatus(Date.from(NOW.minusSeconds(9)), CRLReason.keyCompromise));
        assertThat(answered(NOW)).isEqualTo(new Status.Revoked(NOW.minusSeconds(9), "key compromise"));
        authority.status(new RevokedStatus(Date.from(NOW.minusSeconds(9))));
        assertThat(answered(NOW)).isEqualTo(new Status.Revoked(NOW.minusSeconds(9), ""));
        authority.status(new UnknownStatus());
        assertThat(why(answered(NOW))).isEqualTo("the responder does not know the certificate");
    }

    @Test
    void believesAnAnswerWhileItHolds() throws Exception {
        assertThat(answered(NOW.plus(Duration.ofDays(3)).minusMillis(1))).isInstanceOf(Status.Good.class);
        assertThat(why(answered(NOW.plus(Duration.ofDays(3)))))
                .isEqualTo("the answer has ended at 2026-12-01T12:00:00Z");
        authority.validity(NOW.plusSeconds(299), Duration.ofDays(4));
        assertThat(answered(NOW)).isInstanceOf(Status.Good.class);
        authority.validity(NOW.plusSeconds(301), Duration.ofDays(4));
        assertThat(why(answered(NOW))).isEqualTo("the answer is from the future; is the clock right?");
        authority.validity(NOW, null);
        assertThat(why(answered(NOW))).isEqualTo("the answer does not say until when it holds");
    }

    @Test
    void takesNoAnswerAboutAnotherCertificate() throws Exception {
        byte[] other = authority.answer(ask("b.test").octets());
        assertThat(why(Answer.read(other, question, NOW))).isEqualTo("the answer is about another certificate");
        try (OcspAuthority stranger = new OcspAuthority()) {
            // About the same name and serial number, with another key.
            stranger.validity(NOW, Duration.ofDays(4));
            byte[] forged = stranger.answer(question.octets());
            assertThat(why(Answer.read(forged, question, NOW)))
                    .isEqualTo("the answer is signed by nobody whom the issuer lets do so");
        }
    }

    @Test
    void takesNothingElse() throws Exception {
        assertThat(why(Answer.read(new byte[0], question, NOW))).isEqualTo("the answer is no OCSP response");
        assertThat(why(Answer.read("<html>".getBytes(StandardCharsets.US_ASCII), question, NOW)))
                .isEqualTo("the answer is no OCSP response");
        byte[] refusal = new OCSPRespBuilder().build(OCSPResp.TRY_LATER, null).getEncoded();
        assertThat(why(Answer.read(refusal, question, NOW))).isEqualTo("the responder refuses to answer: tryLater");
        byte[] cut = authority.answer(question.octets());
        for (int length = 0; length < cut.length; length += 7) {
            assertThat(Answer.read(Arrays.copyOf(cut, length), question, NOW)).isInstanceOf(Status.Unknown.class);
        }
        for (int at = 0; at < cut.length; at++) {
            byte[] flipped = cut.clone();
            flipped[at] ^= 1;
            // Whatever it is, no exception leaves, and nothing but what was signed is good.
            assertThat(Answer.read(flipped, question, NOW)).isNotNull();
        }
    }
}
