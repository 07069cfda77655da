package frontdoor.tls;

import static frontdoor.tls.TestPairs.pair;
import static org.assertj.core.api.Assertions.assertThat;

import frontdoor.pairs.CertificatePair;
import frontdoor.pairs.KeyKind;
import frontdoor.terms.SharedTicketKeys;
import frontdoor.terms.TlsPolicy;
import frontdoor.terms.TlsTerms;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Handshakes with OpenSSL on terms that differ by server name, and tickets that several processes share. */
final class TlsTermsTest {
    private static final CertificatePair EC = pair(KeyKind.EC, 60, "*.test");
    private static final CertificatePair RSA = pair(KeyKind.RSA, 60, "rsa.test");
    private static final String OLD = " -cipher ALL:@SECLEVEL=0";

    private static TlsServer server() throws Exception {
        TlsServer server = TlsServer.serving(EC, RSA);
        server.terms.put("modern.test", new TlsTerms(TlsPolicy.MODERN, null));
        server.terms.put("old.test", new TlsTerms(TlsPolicy.LEGACY_BACKPORT, null));
        server.terms.put("rsa.test", new TlsTerms(TlsPolicy.LEGACY_BACKPORT, null));
        server.prepare(null);
        return server;
    }

    /** C1: the same port, by server name. */
    @ParameterizedTest
    @CsvSource({
        "modern.test, -tls1_3, true",
        "modern.test, -tls1_2, false",
        "usual.test, -tls1_3, true",
        "usual.test, -tls1_2, true",
        "usual.test, -tls1_2 -cipher ECDHE-ECDSA-AES128-SHA, false",
        "usual.test, -tls1_1" + OLD + ", false",
        "old.test, -tls1_3, true",
        "old.test, -tls1_2, true",
        "old.test, -tls1_2 -cipher ECDHE-ECDSA-AES256-SHA, true",
        "old.test, -tls1_1" + OLD + ", true",
        "old.test, -tls1" + OLD + ", true",
        "rsa.test, -tls1_2 -cipher ECDHE-RSA-AES128-SHA, true",
        "rsa.test, -tls1_1" + OLD + ", true",
        "rsa.test, -tls1" + OLD + ", true",
        "old.test, -tls1_2 -cipher AES128-SHA" + ":@SECLEVEL=0, false",
        "rsa.test, -tls1_2 -cipher AES128-SHA" + ":@SECLEVEL=0, false"
    })
    void offersWhatThePolicyOfTheNameHas(String name, String options, boolean agreed) throws Exception {
        try (TlsServer server = server()) {
            OpensslClient client = connect(server, name, options.split(" "));
            assertThat(client.succeeded()).as(client.output()).isEqualTo(agreed);
        }
    }

    private static OpensslClient connect(TlsServer server, String name, String... options) throws Exception {
        String[] all = Arrays.copyOf(new String[] {"-servername", name}, options.length + 2);
        System.arraycopy(options, 0, all, 2, options.length);
        return OpensslClient.connect(server.port(), all);
    }

    private static SharedTicketKeys keys(int next, int current, int previous) {
        return new SharedTicketKeys(key(next), key(current), key(previous), Instant.MAX);
    }

    private static byte[] key(int filling) {
        byte[] key = new byte[SharedTicketKeys.OCTETS];
        Arrays.fill(key, (byte) filling);
        return key;
    }

    private static boolean resumes(TlsServer server, String name, String version, Path session) throws Exception {
        OpensslClient client = connect(server, name, version, "-sess_in", session.toString());
        assertThat(client.succeeded()).as(client.output()).isTrue();
        return client.resumed();
    }

    /** C10: a ticket of one replica opens at another one, whichever of the two has rotated already. */
    @ParameterizedTest
    @ValueSource(strings = {"-tls1_2", "-tls1_3"})
    void resumesWithWhoeverSharesTheKeys(String version, @TempDir Path directory) throws Exception {
        Path session = directory.resolve("session");
        try (TlsServer one = server();
                TlsServer other = server()) {
            one.prepare(keys(3, 2, 1));
            connect(one, "a.test", version, "-sess_out", session.toString());
            assertThat(resumes(other, "a.test", version, session)).isFalse();
            for (SharedTicketKeys good : List.of(keys(3, 2, 1), keys(4, 3, 2), keys(2, 1, 0))) {
                other.prepare(good);
                assertThat(resumes(other, "a.test", version, session))
                        .as(version)
                        .isTrue();
            }
            assertThat(resumes(other, "b.test", version, session)).isFalse();
            other.prepare(keys(5, 4, 3));
            assertThat(resumes(other, "a.test", version, session)).isFalse();
            one.prepare(null);
            assertThat(resumes(one, "a.test", version, session)).isFalse();
        }
    }

    @Test
    void sharesNoKeysBetweenTerms(@TempDir Path directory) throws Exception {
        Path session = directory.resolve("session");
        try (TlsServer one = server();
                TlsServer other = server()) {
            one.prepare(keys(3, 2, 1));
            other.prepare(keys(3, 2, 1));
            connect(one, "old.test", "-tls1_3", "-sess_out", session.toString());
            assertThat(resumes(other, "old.test", "-tls1_3", session)).isTrue();
            other.terms.remove("old.test");
            assertThat(resumes(other, "old.test", "-tls1_3", session)).isFalse();
        }
    }

    @Test
    void readsKeysAsTheyAreOrInBase64() {
        byte[] key = key(7);
        assertThat(SharedTicketKeys.parse(key)).contains(key);
        assertThat(SharedTicketKeys.parse(
                        (Base64.getEncoder().encodeToString(key) + "\n").getBytes(StandardCharsets.US_ASCII)))
                .hasValueSatisfying(read -> assertThat(read).isEqualTo(key));
        assertThat(SharedTicketKeys.parse(new byte[80])).isEmpty();
        assertThat(keys(3, 2, 1))
                .isEqualTo(keys(3, 2, 1))
                .isNotEqualTo(keys(3, 2, 2))
                .hasToString("SharedTicketKeys[...]");
    }
}
