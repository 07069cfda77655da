package frontdoor.upstream;

import static frontdoor.upstream.TestBed.awaitTrue;
import static org.assertj.core.api.Assertions.assertThat;

import frontdoor.connect.PeerAddress;
import frontdoor.connect.PeerTls;
import frontdoor.fixture.RecordedLog;
import frontdoor.hosts.ServerPlace;
import frontdoor.pairs.BackendCredentials;
import frontdoor.proxyheader.ProxyProtocol;
import frontdoor.tls.TlsBackendSocket;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** C11, C17: TLS with a backend: who is believed, what is asked for, and when a body has ended. */
class BackendTlsTest extends OverEveryTransport {
    private static final String HELLO = "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello";
    private static final String HEARD = "ready, 200, body hello, end";
    private static final BackendCredentials TRUSTING = TlsBackendSocket.trusting(Optional.empty());

    private static FakeBackend answering(TlsBackendSocket socket, String response) {
        return new FakeBackend(socket, connection -> {
            while (connection.readHead() != null) {
                connection.send(response);
            }
        });
    }

    private RecordedResponse get(int port, BackendCredentials credentials, String name) {
        return get(address(port, credentials, name));
    }

    private RecordedResponse get(PeerAddress address) {
        return bed.open(address, false, stream -> {
            stream.writeHead(TestBed.head("GET", 0));
            stream.writeEnd();
        });
    }

    private static PeerAddress address(int port, BackendCredentials credentials, String name) {
        return new PeerAddress(
                new ServerPlace.Port("127.0.0.1", port), new PeerTls(credentials, name), ProxyProtocol.OFF);
    }

    /** C17: chain and name are verified, the name is asked for, and the connection is used again. */
    @Test
    void speaksTlsWithTheBackendThatItAskedFor() throws Exception {
        try (TlsBackendSocket socket = TlsBackendSocket.of("legacy.test");
                FakeBackend backend = answering(socket, HELLO)) {
            assertThat(get(backend.port(), TRUSTING, "legacy.test").awaitOver()).isEqualTo(HEARD);
            assertThat(get(backend.port(), TRUSTING, "legacy.test").awaitOver()).isEqualTo(HEARD);
            assertThat(backend.accepted()).isEqualTo(1);
            assertThat(socket.askedNames()).containsExactly("legacy.test");
        }
    }

    /** RFC 6066 3: a container's name has no dot, and is one all the same. */
    @Test
    void asksForNamesWithoutADot() throws Exception {
        try (TlsBackendSocket socket = TlsBackendSocket.of("legacy");
                FakeBackend backend = answering(socket, HELLO)) {
            assertThat(get(backend.port(), TRUSTING, "legacy").awaitOver()).isEqualTo(HEARD);
            assertThat(socket.askedNames()).containsExactly("legacy");
        }
    }

    /** RFC 6066 3: literal addresses are not asked for, but have to be in the certificate. */
    @Test
    void verifiesAddressesWithoutAskingForThem() throws Exception {
        try (TlsBackendSocket socket = TlsBackendSocket.of("127.0.0.1");
                FakeBackend backend = answering(socket, HELLO)) {
            assertThat(get(backend.port(), TRUSTING, "127.0.0.1").awaitOver()).isEqualTo(HEARD);
            assertThat(socket.askedNames()).containsExactly("");
        }
    }

    /** C17, CVE-2026-50010: a backend with another name is never asked anything. */
    @ParameterizedTest
    @ValueSource(strings = {"other.test", "127.0.0.1"})
    void refusesABackendOfAnotherName(String name) throws Exception {
        try (RecordedLog log = RecordedLog.of("frontdoor.upstream");
                TlsBackendSocket socket = TlsBackendSocket.of("legacy.test");
                FakeBackend backend = answering(socket, HELLO)) {
            assertThat(get(backend.port(), TRUSTING, name).awaitOver()).isEqualTo("upstream_tls_failed");
            assertThat(backend.connection(0).heard()).doesNotContain("GET");
            assertThat(log.lines()).singleElement().asString().contains("its certificate does not name " + name);
        }
    }

    @Test
    void refusesABackendWhoseIssuerIsUnknown() throws Exception {
        try (RecordedLog log = RecordedLog.of("frontdoor.upstream");
                TlsBackendSocket socket = TlsBackendSocket.of("legacy.test");
                FakeBackend backend = answering(socket, HELLO)) {
            BackendCredentials shipped = new BackendCredentials(true, Optional.empty(), Optional.empty());
            assertThat(get(backend.port(), shipped, "legacy.test").awaitOver()).isEqualTo("upstream_tls_failed");
            assertThat(log.lines()).singleElement().asString().contains("nobody in tls.authorities has issued");
        }
    }

    /** Q27: localhost has two addresses, and that nobody listens at the second one is not what is wrong with the first. */
    @Test
    void tellsWhatTheAddressThatTookTheConnectionHasDoneWrong() throws Exception {
        try (RecordedLog log = RecordedLog.of("frontdoor.upstream");
                TlsBackendSocket socket = TlsBackendSocket.of("legacy.test");
                FakeBackend backend = answering(socket, HELLO)) {
            BackendCredentials shipped = new BackendCredentials(true, Optional.empty(), Optional.empty());
            PeerAddress address = new PeerAddress(
                    new ServerPlace.Port("localhost", backend.port()),
                    new PeerTls(shipped, "legacy.test"),
                    ProxyProtocol.OFF);
            assertThat(get(address).awaitOver()).isEqualTo("upstream_tls_failed");
            assertThat(log.lines()).singleElement().asString().contains("nobody in tls.authorities has issued");
        }
    }

    @Test
    void refusesABackendWhoseCertificateHasEnded() throws Exception {
        try (RecordedLog log = RecordedLog.of("frontdoor.upstream");
                TlsBackendSocket socket = TlsBackendSocket.ended("legacy.test");
                FakeBackend backend = answering(socket, HELLO)) {
            assertThat(get(backend.port(), TRUSTING, "legacy.test").awaitOver()).isEqualTo("upstream_tls_failed");
            assertThat(log.lines()).singleElement().asString().contains("has ended");
        }
    }

    @Test
    void believesEverybodyWhereNothingIsToBeVerified() throws Exception {
        BackendCredentials anybody = new BackendCredentials(false, Optional.empty(), Optional.empty());
        try (TlsBackendSocket socket = TlsBackendSocket.ended("legacy.test");
                FakeBackend backend = answering(socket, HELLO)) {
            assertThat(get(backend.port(), anybody, "other.test").awaitOver()).isEqualTo(HEARD);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.3", "TLSv1.2"})
    void showsItsCertificateToABackendThatAsksForOne(String version) throws Exception {
        BackendCredentials shown = TlsBackendSocket.trusting(Optional.of(TlsBackendSocket.clientPair()));
        try (TlsBackendSocket socket = TlsBackendSocket.askingForCertificate(version, "legacy.test");
                FakeBackend backend = answering(socket, HELLO)) {
            assertThat(get(backend.port(), shown, "legacy.test").awaitOver()).isEqualTo(HEARD);
            try (RecordedLog log = RecordedLog.of("frontdoor.upstream")) {
                assertThat(get(backend.port(), TRUSTING, "legacy.test").awaitOver())
                        .isIn("upstream_tls_failed", "ready, upstream_closed", "ready, upstream_stale");
                assertThat(log.lines()).singleElement().asString().contains("tls.certificate");
            }
        }
    }

    /** C17: neither connections nor sessions serve under other terms. */
    @Test
    void keepsConnectionsAndSessionsOfDifferentTermsApart() throws Exception {
        BackendCredentials anybody = new BackendCredentials(false, Optional.empty(), Optional.empty());
        try (TlsBackendSocket socket = TlsBackendSocket.of("legacy.test", "other.test");
                FakeBackend backend = answering(socket, HELLO)) {
            get(backend.port(), anybody, "legacy.test").awaitEnding("end");
            get(backend.port(), TRUSTING, "legacy.test").awaitEnding("end");
            get(backend.port(), TRUSTING, "other.test").awaitEnding("end");
            get(backend.port(), TRUSTING, "other.test").awaitEnding("end");
            assertThat(backend.accepted()).isEqualTo(3);
            assertThat(List.of(socket.sessionId(0), socket.sessionId(1), socket.sessionId(2)))
                    .doesNotHaveDuplicates();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.3", "TLSv1.2"})
    void resumesTheSessionOfAnEarlierConnection(String version) throws Exception {
        try (TlsBackendSocket socket = TlsBackendSocket.ofVersion(version, "legacy.test");
                FakeBackend backend =
                        answering(socket, "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 5\r\n\r\nhello")) {
            get(backend.port(), TRUSTING, "legacy.test").awaitEnding("end");
            get(backend.port(), TRUSTING, "legacy.test").awaitEnding("end");
            assertThat(backend.accepted()).isEqualTo(2);
            assertThat(socket.sessionCreated(1)).isEqualTo(socket.sessionCreated(0));
        }
    }

    /** C11: close_notify ends a body without a length. */
    @Test
    void endsABodyByCloseNotify() throws Exception {
        try (TlsBackendSocket socket = TlsBackendSocket.of("legacy.test");
                FakeBackend backend = new FakeBackend(socket, connection -> {
                    connection.readHead();
                    connection.send("HTTP/1.0 200 OK\r\n\r\nhello");
                })) {
            assertThat(get(backend.port(), TRUSTING, "legacy.test").awaitOver()).isEqualTo(HEARD);
        }
    }

    /** C11: a FIN without close_notify may be an attacker's. */
    @Test
    void takesABodyWithoutLengthForCutWithoutCloseNotify() throws Exception {
        try (TlsBackendSocket socket = TlsBackendSocket.of("legacy.test");
                FakeBackend backend = new FakeBackend(socket, connection -> {
                    connection.readHead();
                    connection.send("HTTP/1.0 200 OK\r\n\r\nhello");
                    socket.cut(0);
                })) {
            RecordedResponse response = get(backend.port(), TRUSTING, "legacy.test");
            assertThat(response.awaitOver()).isEqualTo("ready, 200, body hello, upstream_closed_early");
            assertThat(response.flaws()).singleElement().asString().contains("close_notify");
        }
    }

    /** RFC 9112 9.8: a length says it, too. */
    @Test
    void needsNoCloseNotifyBehindABodyWithALength() throws Exception {
        try (TlsBackendSocket socket = TlsBackendSocket.of("legacy.test");
                FakeBackend backend = new FakeBackend(socket, connection -> {
                    connection.readHead();
                    connection.send(HELLO);
                    socket.cut(0);
                })) {
            assertThat(get(backend.port(), TRUSTING, "legacy.test").awaitOver()).isEqualTo(HEARD);
        }
    }

    /** C11: we say it ourselves. */
    @Test
    void saysCloseNotifyBeforeItCloses() throws Exception {
        try (TlsBackendSocket socket = TlsBackendSocket.of("legacy.test");
                FakeBackend backend = new FakeBackend(socket, connection -> {
                    connection.readHead();
                    connection.send(HELLO);
                    connection.readToEnd();
                })) {
            assertThat(get(backend.port(), TRUSTING, "legacy.test").awaitOver()).isEqualTo(HEARD);
            awaitTrue(() -> bed.upstreams.idle() == 1);
            bed.pass(Duration.ofSeconds(5));
            // An end without it would be told as [reset] by the JDK.
            awaitTrue(() -> backend.connection(0).heard().endsWith("[fin]"));
        }
    }

    /** Q27: TLS is expected, and plain HTTP is spoken. */
    @Test
    void tellsOfABackendThatSpeaksPlainHttp() throws Exception {
        try (RecordedLog log = RecordedLog.of("frontdoor.upstream");
                FakeBackend backend = new FakeBackend(connection -> {
                    connection.read(5);
                    connection.send("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n");
                    connection.readToEnd();
                })) {
            assertThat(get(backend.port(), TRUSTING, "legacy.test").awaitOver()).isEqualTo("upstream_tls_failed");
            assertThat(log.lines()).singleElement().asString().contains("it speaks plain HTTP", "write http://");
        }
    }

    /** Q6, Q27: a handshake that never ends ends with the time for connecting. */
    @Test
    void givesUpOnAHandshakeThatTakesTooLong() throws Exception {
        try (RecordedLog log = RecordedLog.of("frontdoor.upstream");
                FakeBackend backend = new FakeBackend(FakeConnection::readToEnd)) {
            RecordedResponse response = get(backend.port(), TRUSTING, "legacy.test");
            awaitTrue(() ->
                    backend.accepted() == 1 && !backend.connection(0).heard().isEmpty());
            bed.pass(Duration.ofMillis(2100));
            assertThat(response.awaitOver()).isEqualTo("upstream_connect_timeout");
            assertThat(log.lines()).singleElement().asString().contains("TLS was not settled in time");
            awaitTrue(() -> backend.connection(0).heard().endsWith("[fin]"));
        }
    }
}
