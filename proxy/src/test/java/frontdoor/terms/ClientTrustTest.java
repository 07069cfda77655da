package frontdoor.terms;

import static org.assertj.core.api.Assertions.assertThat;

import frontdoor.fixture.TestCertificates;
import frontdoor.pairs.KeyKind;
import java.security.KeyPair;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** C16, Q16: what clients are believed by fails closed when its time is over. */
final class ClientTrustTest {
    private static final Instant START = Instant.now().minus(Duration.ofDays(10));
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private Instant now = Instant.now();

    /** A client whose own certificate is its authority: Java looks at the end of neither where it is an anchor. */
    @Test
    void believesAnAuthorityFromItsBeginningToItsEnd() throws Exception {
        Instant end = START.plus(Duration.ofDays(20));
        KeyPair keys = TestCertificates.newKeys(KeyKind.EC);
        X509Certificate authority = TestCertificates.leaf(keys, List.of("clients.test"), START, end);
        ClientTrust trust = new ClientTrust(true, List.of(authority), List.of(), () -> now);
        for (Instant good : List.of(START.plus(MINUTE), now, end.minus(MINUTE))) {
            now = good;
            assertThat(believes(trust, authority)).as("at " + good).isTrue();
        }
        for (Instant bad : List.of(START.minus(MINUTE), end.plus(MINUTE))) {
            now = bad;
            assertThat(believes(trust, authority)).as("at " + bad).isFalse();
        }
    }

    private static boolean believes(ClientTrust trust, X509Certificate... chain) {
        try {
            trust.verify(chain);
            return true;
        } catch (CertificateException no) {
            return false;
        }
    }
}
