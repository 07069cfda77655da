package frontdoor.tls;

import static frontdoor.tls.TestPairs.pair;
import static org.assertj.core.api.Assertions.assertThat;

import frontdoor.pairs.CertificatePair;
import frontdoor.pairs.KeyKind;
import frontdoor.pairs.LeafFacts;
import frontdoor.pairs.LeafReader;
import frontdoor.pairs.PemFiles;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Handshakes with OpenSSL as the client. */
final class ServerTlsTest {

    private static final CertificatePair EC = pair(KeyKind.EC, 60, "example.test", "*.wild.test", "127.0.0.1");
    private static final CertificatePair RSA = pair(KeyKind.RSA, 60, "example.test", "rsa.test");
    private static final CertificatePair OTHER = pair(KeyKind.EC, 60, "other.test");

    /** C7. */
    @ParameterizedTest
    @CsvSource({
        "example.test, example.test",
        "EXAMPLE.Test, example.test",
        "example.test., example.test",
        "a.wild.test, example.test",
        "other.test, other.test",
        "rsa.test, rsa.test"
    })
    void answersTheNameWithItsCertificate(String asked, String answered) throws Exception {
        try (TlsServer server = TlsServer.serving(EC, RSA, OTHER)) {
            OpensslClient client = OpensslClient.connect(server.port(), "-servername", asked);
            assertThat(client.succeeded()).as(client.output()).isTrue();
            assertThat(leafOf(client).covers(answered)).isTrue();
            CertificatePair expected = answered.startsWith("rsa") ? RSA : answered.startsWith("other") ? OTHER : EC;
            assertThat(leafOf(client)).isEqualTo(new Leaf(expected.chain().getFirst()));
        }
    }

    /** C7: without a default, absent and unknown names end in unrecognized_name. */
    @ParameterizedTest
    @ValueSource(strings = {"-noservername", "-servername unknown.test", "-servername a.b.wild.test"})
    void refusesNamesThatNoCertificateCovers(String arguments) throws Exception {
        try (TlsServer server = TlsServer.serving(EC)) {
            OpensslClient client = OpensslClient.connect(server.port(), arguments.split(" "));
            assertThat(client.succeeded()).isFalse();
            assertThat(client.output()).contains("SSL alert number 112");
        }
    }

    /** C7. */
    @ParameterizedTest
    @ValueSource(strings = {"-noservername", "-servername unknown.test"})
    void answersWithTheDefaultWhereThereIsOne(String arguments) throws Exception {
        CertificateStore store = CertificateStore.of(List.of(EC), List.of(OTHER), InstantSource.system());
        try (TlsServer server = new TlsServer(true, store)) {
            OpensslClient client = OpensslClient.connect(server.port(), arguments.split(" "));
            assertThat(leafOf(client)).isEqualTo(new Leaf(OTHER.chain().getFirst()));
        }
    }

    /** C5. */
    @ParameterizedTest
    @CsvSource({
        "true, 'h2,http/1.1', ALPN protocol: h2",
        "true, 'http/1.1,h2', ALPN protocol: h2",
        "true, 'foo,http/1.1', ALPN protocol: http/1.1",
        "false, 'h2,http/1.1', ALPN protocol: http/1.1",
        "true, foo, SSL alert number 120",
        "true, h2c, SSL alert number 120",
        "false, h2, SSL alert number 120"
    })
    void agreesOnAProtocolOrSaysThatThereIsNone(boolean http2, String offered, String expected) throws Exception {
        CertificateStore store = CertificateStore.of(List.of(EC), List.of(), InstantSource.system());
        try (TlsServer server = new TlsServer(http2, store)) {
            OpensslClient client =
                    OpensslClient.connect(server.port(), "-servername", "example.test", "-alpn", offered);
            assertThat(client.output()).contains(expected);
        }
    }

    /** C5. */
    @Test
    void servesAClientWithoutAlpn() throws Exception {
        try (TlsServer server = TlsServer.serving(EC)) {
            OpensslClient client = OpensslClient.connect(server.port(), "-servername", "example.test");
            assertThat(client.succeeded()).isTrue();
            assertThat(client.output()).contains("No ALPN negotiated");
        }
    }

    /** C1. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "-tls1_3",
                "-tls1_2 -cipher ECDHE-ECDSA-AES128-GCM-SHA256",
                "-tls1_2 -cipher ECDHE-ECDSA-AES256-GCM-SHA384",
                "-tls1_2 -cipher ECDHE-ECDSA-CHACHA20-POLY1305",
                "-tls1_2 -cipher ECDHE-RSA-AES128-GCM-SHA256",
                "-tls1_2 -cipher ECDHE-RSA-AES256-GCM-SHA384",
                "-tls1_2 -cipher ECDHE-RSA-CHACHA20-POLY1305",
                "-tls1_3 -curves P-256",
                "-tls1_3 -curves P-384",
                "-tls1_3 -curves X25519"
            })
    void servesTheSuitesOfTheIntermediatePolicy(String arguments) throws Exception {
        try (TlsServer server = TlsServer.serving(EC, RSA)) {
            OpensslClient client =
                    OpensslClient.connect(server.port(), ("-servername example.test " + arguments).split(" "));
            assertThat(client.succeeded()).as(client.output()).isTrue();
        }
    }

    /** C1. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "-tls1 -cipher ALL:@SECLEVEL=0",
                "-tls1_1 -cipher ALL:@SECLEVEL=0",
                "-tls1_2 -cipher ECDHE-ECDSA-AES128-SHA:@SECLEVEL=0",
                "-tls1_2 -cipher ECDHE-ECDSA-AES128-SHA256:@SECLEVEL=0",
                "-tls1_2 -cipher ECDHE-RSA-AES256-SHA384:@SECLEVEL=0",
                "-tls1_2 -cipher AES128-GCM-SHA256:@SECLEVEL=0",
                "-tls1_2 -cipher DHE-RSA-AES128-GCM-SHA256:@SECLEVEL=0",
                "-tls1_2 -cipher aNULL:@SECLEVEL=0",
                "-tls1_2 -cipher eNULL:@SECLEVEL=0"
            })
    void refusesOldVersionsAndWeakSuites(String arguments) throws Exception {
        try (TlsServer server = TlsServer.serving(EC, RSA)) {
            OpensslClient client =
                    OpensslClient.connect(server.port(), ("-servername example.test " + arguments).split(" "));
            assertThat(client.succeeded()).as(client.output()).isFalse();
            assertThat(client.output()).contains(" alert ");
        }
    }

    /** C15. */
    @ParameterizedTest
    @CsvSource({
        "-tls1_3, ec",
        "-tls1_2, ec",
        "-tls1_3 -sigalgs RSA-PSS+SHA256, rsa",
        "-tls1_2 -sigalgs RSA+SHA256, rsa",
        "-tls1_2 -cipher ECDHE-RSA-AES128-GCM-SHA256, rsa",
        "-tls1_3 -sigalgs ECDSA+SHA256:RSA-PSS+SHA256, ec",
        // The EC key is on P-256.
        "-tls1_3 -sigalgs ECDSA+SHA384:RSA-PSS+SHA256, rsa",
        "-tls1_2 -sigalgs ECDSA+SHA384:RSA-PSS+SHA256, ec",
        "-tls1_2 -groups X25519:P-384, rsa",
        "-tls1_3 -groups X25519, ec"
    })
    void choosesBetweenEcAndRsaByWhatTheClientAccepts(String arguments, String kind) throws Exception {
        try (TlsServer server = TlsServer.serving(RSA, EC)) {
            OpensslClient client =
                    OpensslClient.connect(server.port(), ("-servername example.test " + arguments).split(" "));
            assertThat(client.succeeded()).as(client.output()).isTrue();
            CertificatePair expected = kind.equals("ec") ? EC : RSA;
            assertThat(leafOf(client)).isEqualTo(new Leaf(expected.chain().getFirst()));
        }
    }

    /** C10, C13: tickets given before a swap are accepted after it. */
    @ParameterizedTest
    @MethodSource("waysToResume")
    void resumesAcrossACertificateSwap(List<String> way, @TempDir Path directory) throws Exception {
        String session = directory.resolve("session.pem").toString();
        try (TlsServer server = TlsServer.serving(EC)) {
            server.sites.put("example.test", "shop");
            assertThat(connect(server, way, "example.test", "-sess_out", session)
                            .resumed())
                    .isFalse();
            server.swap(pair(KeyKind.EC, 80, "example.test"));
            assertThat(connect(server, way, "example.test", "-sess_in", session).resumed())
                    .isTrue();
        }
    }

    /** C10, C12: nothing is signed then, so it is done at once, in the other of two contexts. */
    @ParameterizedTest
    @ValueSource(strings = {"-tls1_2", "-tls1_3"})
    void resumesWithAnRsaKey(String version, @TempDir Path directory) throws Exception {
        String session = directory.resolve("session.pem").toString();
        List<String> way = List.of(version);
        try (TlsServer server = TlsServer.serving(RSA)) {
            connect(server, way, "example.test", "-sess_out", session);
            assertThat(server.lastHello.get().ticket()).isNull();
            for (int time = 0; time < 2; time++) {
                assertThat(connect(server, way, "example.test", "-sess_in", session, "-sess_out", session)
                                .resumed())
                        .isTrue();
                assertThat(server.lastHello.get().ticket()).isNotNull();
            }
        }
    }

    /** C9: RFC 8446 4.2.11, RFC 6066 3: neither by session id nor by ticket, although one certificate serves both names. */
    @ParameterizedTest
    @MethodSource("waysToResume")
    void resumesNoSessionOfAnotherSite(List<String> way, @TempDir Path directory) throws Exception {
        String session = directory.resolve("session.pem").toString();
        try (TlsServer server = TlsServer.serving(pair(KeyKind.EC, 60, "a.test", "b.test"))) {
            server.sites.putAll(Map.of("a.test", "a", "b.test", "b"));
            connect(server, way, "a.test", "-sess_out", session);
            assertThat(connect(server, way, "b.test", "-sess_in", session).resumed())
                    .isFalse();
            assertThat(connect(server, way, "a.test", "-sess_in", session).resumed())
                    .isTrue();
        }
    }

    /** C9: RFC 6066 3 forbids it whoever has the names, and no browser asks for it: each keeps its sessions by name. */
    @ParameterizedTest
    @MethodSource("waysToResume")
    void resumesNoSessionOfAnotherNameOfTheSameSite(List<String> way, @TempDir Path directory) throws Exception {
        String session = directory.resolve("session.pem").toString();
        try (TlsServer server = TlsServer.serving(pair(KeyKind.EC, 60, "a.test", "b.test"))) {
            server.sites.putAll(Map.of("a.test", "one", "b.test", "one"));
            connect(server, way, "a.test", "-sess_out", session);
            assertThat(connect(server, way, "b.test", "-sess_in", session).resumed())
                    .isFalse();
        }
    }

    /** C9: a host that has changed hands brings no session of its former site along. */
    @ParameterizedTest
    @MethodSource("waysToResume")
    void resumesNoSessionOfAHostThatBelongsToAnotherSiteNow(List<String> way, @TempDir Path directory)
            throws Exception {
        String session = directory.resolve("session.pem").toString();
        try (TlsServer server = TlsServer.serving(EC)) {
            server.sites.put("example.test", "before");
            connect(server, way, "example.test", "-sess_out", session);
            server.sites.put("example.test", "after");
            assertThat(connect(server, way, "example.test", "-sess_in", session).resumed())
                    .isFalse();
        }
    }

    static Stream<List<String>> waysToResume() {
        return Stream.of(List.of("-tls1_2"), List.of("-tls1_2", "-no_ticket"), List.of("-tls1_3"));
    }

    private static OpensslClient connect(TlsServer server, List<String> way, String name, String... more)
            throws Exception {
        List<String> arguments = new ArrayList<>(List.of("-servername", name));
        arguments.addAll(way);
        arguments.addAll(List.of(more));
        OpensslClient client = OpensslClient.connect(server.port(), arguments.toArray(String[]::new));
        assertThat(client.succeeded()).as(client.output()).isTrue();
        return client;
    }

    /** C3. */
    @Test
    void offersNoRenegotiation() throws Exception {
        try (TlsServer server = TlsServer.serving(EC)) {
            OpensslClient client = OpensslClient.renegotiate(server.port(), "-servername", "example.test", "-tls1_2");
            assertThat(client.output())
                    .contains("Secure Renegotiation IS supported")
                    .contains("RENEGOTIATING");
            assertThat(client.succeeded()).isFalse();
        }
    }

    private static Leaf leafOf(OpensslClient client) throws Exception {
        assertThat(client.leaf()).as(client.output()).isNotEmpty();
        return new Leaf(PemFiles.readChain(Path.of("sent"), client.leaf()).getFirst());
    }

    private record Leaf(X509Certificate certificate) {

        boolean covers(String host) throws Exception {
            LeafFacts facts = LeafReader.read(certificate);
            return facts.names().contains(host);
        }
    }
}
