package frontdoor.tls;

import static frontdoor.tls.TestPairs.pair;
import static org.assertj.core.api.Assertions.assertThat;

import frontdoor.fixture.TestCertificates;
import frontdoor.pairs.CertificateLoader;
import frontdoor.pairs.CertificatePair;
import frontdoor.pairs.KeyKind;
import java.nio.file.Path;
import java.security.KeyPair;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** C10, C13: what is left of certificates that have been replaced, time after time. */
final class ReplacedPairsTest {
    private static final int SWAPS = 700;

    @TempDir
    Path directory;

    /** A context keeps whatever it has parsed, so another one takes its place; who has a ticket notices nothing of that. */
    @ParameterizedTest
    @ValueSource(strings = {"-tls1_2", "-tls1_3"})
    void areForgottenWhileTicketsGoOn(String version) throws Exception {
        KeyPair keys = TestCertificates.newKeys(KeyKind.EC);
        Instant now = Instant.now();
        CountedKey key = new CountedKey(keys.getPrivate());
        CertificatePair stays = CertificateLoader.pair(
                List.of(TestCertificates.leaf(
                        keys, List.of("stays.test"), now.minus(Duration.ofDays(1)), now.plus(Duration.ofDays(50)))),
                key);
        CertificatePair[] renewals = {pair(KeyKind.EC, 60, "other.test"), pair(KeyKind.EC, 60, "other.test")};
        String session = directory.resolve("session").toString();
        try (TlsServer server = TlsServer.serving(stays, renewals[1])) {
            connect(server, version, "-sess_out", session);
            int first = key.readers().size();
            connect(server, version);
            assertThat(key.readers()).hasSize(first);
            for (int swap = 0; swap < SWAPS; swap++) {
                server.prepare(null);
                server.swap(stays, renewals[swap % 2]);
            }
            assertThat(connect(server, version, "-sess_in", session).resumed()).isTrue();
            assertThat(connect(server, version).resumed()).isFalse();
            assertThat(key.readers()).hasSizeGreaterThan(first);
        }
    }

    private static OpensslClient connect(TlsServer server, String version, String... options) throws Exception {
        String[] all = {"-servername", "stays.test", version, "", ""};
        System.arraycopy(options, 0, all, 3, options.length);
        OpensslClient client = OpensslClient.connect(
                server.port(), List.of(all).subList(0, 3 + options.length).toArray(String[]::new));
        assertThat(client.succeeded()).as(client.output()).isTrue();
        return client;
    }
}
