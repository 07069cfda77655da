package frontdoor.tls;

import static frontdoor.tls.TestPairs.pair;
import static org.assertj.core.api.Assertions.assertThat;

import frontdoor.pairs.CertificatePair;
import frontdoor.pairs.KeyKind;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

final class ServedCertificatesTest {
    private static final ClientHello HELLO =
            new ClientHello("example.test", List.of(), EcCurves.ALL, false, true, null);

    private final ServedCertificates certificates = new ServedCertificates();

    /** The engine would take an alias with a dot for a server's name, and fail to represent it with every connection. */
    @Test
    void anAliasIsNoHostName() {
        serve(pair(KeyKind.EC, 60, "example.test"));
        CertificateChoice chosen = choose();
        assertThat(chosen.alias()).startsWith("example_test#").doesNotContain(".");
        assertThat(certificates.find(chosen.alias())).isSameAs(chosen.pair());
    }

    @Test
    void aCertificateThatStaysKeepsItsAlias() {
        CertificatePair stays = pair(KeyKind.EC, 60, "example.test");
        serve(stays);
        String alias = choose().alias();
        serve(pair(KeyKind.EC, 60, "other.test"), stays);
        assertThat(choose().alias()).isEqualTo(alias);
    }

    /** C13: a handshake that has chosen still finds its certificate when that has been replaced. */
    @Test
    void aReplacedCertificateAnswersForAFewSwaps() {
        serve(pair(KeyKind.EC, 60, "example.test"));
        CertificateChoice replaced = choose();
        for (int renewal = 1; renewal <= 8; renewal++) {
            serve(pair(KeyKind.EC, 60, "example.test"));
            assertThat(choose().alias()).isNotEqualTo(replaced.alias());
            assertThat(certificates.find(replaced.alias())).isSameAs(replaced.pair());
        }
        serve(pair(KeyKind.EC, 60, "example.test"));
        assertThat(certificates.find(replaced.alias())).isNull();
    }

    private void serve(CertificatePair... pairs) {
        certificates.swap(CertificateStore.of(List.of(pairs), List.of(), InstantSource.system()));
    }

    private CertificateChoice choose() {
        return Objects.requireNonNull(certificates.choose(HELLO));
    }
}
