package frontdoor.tls;

import frontdoor.fixture.TestCertificates;
import frontdoor.pairs.CertificateLoader;
import frontdoor.pairs.CertificatePair;
import frontdoor.pairs.KeyKind;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Pairs of the test authority's that were never in a file. */
final class TestPairs {
    private TestPairs() {}

    /** A pair that began 30 days ago and ends {@code daysLeft} days from now. */
    static CertificatePair pair(KeyKind kind, int daysLeft, String... names) {
        Instant now = Instant.now();
        return pair(kind, now.minus(Duration.ofDays(30)), now.plus(Duration.ofDays(daysLeft)), names);
    }

    static CertificatePair pair(KeyKind kind, Instant from, Instant to, String... names) {
        KeyPair keys = TestCertificates.newKeys(kind);
        return pairOf(keys, TestCertificates.leaf(keys, List.of(names), from, to));
    }

    static CertificatePair pairOf(KeyPair keys, X509Certificate leaf) {
        try {
            return CertificateLoader.pair(List.of(leaf, TestCertificates.AUTHORITY), keys.getPrivate());
        } catch (GeneralSecurityException impossible) {
            throw new AssertionError(impossible);
        }
    }
}
