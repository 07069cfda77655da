package frontdoor.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import frontdoor.fixture.Answer;
import frontdoor.fixture.Backend;
import frontdoor.fixture.FrontDoorHarness;
import frontdoor.fixture.Http1Client;
import frontdoor.fixture.Http2Client;
import frontdoor.fixture.PemPair;
import frontdoor.fixture.Protocol;
import frontdoor.fixture.Request;
import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * C8, E12, H17, S23: which host may speak on a connection. The harness's certificate names {@code example.test}, {@code other.test} and
 * {@code *.wild.test}, which belong to two sites, but not {@code away.test}, which has a certificate of its own.
 */
class CertifiedHostsIT {
    private static final String SITES = """
            frontdoor.certificates.away { chain = "%1$s/away.pem", key = "%1$s/away.key" }
            frontdoor.sites {
              shop { hosts = ["example.test", "127.0.0.1"], hsts.max-age = 1d, backend = "http://127.0.0.1:%2$d" }
              others { hosts = ["other.test", "*.wild.test"], hsts.max-age = 2d, backend = "http://127.0.0.1:%2$d" }
              away { hosts = ["away.test", "also.test"], hsts.max-age = 3d, backend = "http://127.0.0.1:%2$d" }
            %3$s
            }
            """;

    @TempDir
    private Path directory;

    private Backend backend;
    private FrontDoorHarness door;

    @BeforeEach
    void open() throws Exception {
        backend = new Backend();
        away("away.test", "also.test");
        door = FrontDoorHarness.open(directory, sites(""));
    }

    @AfterEach
    void close() throws Exception {
        door.close();
        backend.close();
    }

    private void away(String... names) {
        PemPair.of(names).writeTo(directory.resolve("away.pem"), directory.resolve("away.key"));
    }

    private String sites(String more) {
        return SITES.formatted(directory, backend.port(), more);
    }

    /** RFC 9110 7.4, 15.5.20; RFC 9113 9.1.2. */
    @ParameterizedTest
    @ValueSource(strings = {"away.test", "also.test", "AWAY.test", "away.test.", "away.test:443"})
    void misdirectsAHostThatTheCertificateDoesNotName(String host) throws Exception {
        for (Protocol protocol : List.of(Protocol.HTTP_1, Protocol.HTTP_2)) {
            for (String path : List.of("/", "/.well-known/frontdoor/pin", "/.well-known/frontdoor/reports")) {
                Answer answer = protocol.exchange(door, "example.test", Request.get(host, path));
                assertThat(answer.status()).as(protocol + path).isEqualTo(421);
                // RFC 6797 7.1: an answer for the host, over TLS, like any other; it says no more than the host always
                // says.
                assertThat(answer.policies()).containsExactly("max-age=259200");
            }
        }
        assertThat(backend.requests()).isEmpty();
    }

    /** RFC 9113 9.1.1: browsers reuse a connection for every name of its certificate, whichever site has it. */
    @ParameterizedTest
    @CsvSource({"other.test", "a.wild.test", "B.Wild.Test", "example.test", "other.test."})
    void servesEveryHostThatTheCertificateNames(String host) throws Exception {
        for (Protocol protocol : List.of(Protocol.HTTP_1, Protocol.HTTP_2)) {
            assertThat(protocol.exchange(door, "example.test", Request.get(host, "/"))
                            .status())
                    .isEqualTo(200);
        }
    }

    /** One connection, and the answer goes by each request. */
    @Test
    void decidesForEachRequestOfAConnection() throws Exception {
        try (Http2Client client = door.http2("example.test")) {
            for (String host : List.of("example.test", "away.test", "other.test", "away.test", "example.test")) {
                assertThat(client.exchange(Request.get(host, "/")).status())
                        .isEqualTo(host.equals("away.test") ? 421 : 200);
            }
        }
        try (Http1Client client = door.tls("example.test")) {
            for (String host : List.of("away.test", "example.test", "away.test")) {
                assertThat(client.exchange(Request.get(host, "/")).status())
                        .isEqualTo(host.equals("away.test") ? 421 : 200);
            }
        }
    }

    /** What was presented counts, not what has replaced it. */
    @Test
    void holdsAConnectionToTheCertificateThatItHasSeen() throws Exception {
        try (Http1Client before = away()) {
            away("away.test");
            PemPair.of("also.test").writeTo(directory.resolve("also.pem"), directory.resolve("also.key"));
            String also = "frontdoor.certificates.also { chain = \"%1$s/also.pem\", key = \"%1$s/also.key\" }\n";
            door.rewrite(also.formatted(directory) + sites(""));
            await().untilAsserted(() -> {
                try (Http1Client after = away()) {
                    assertThat(after.exchange(Request.get("also.test", "/")).status())
                            .isEqualTo(421);
                }
            });
            assertThat(before.exchange(Request.get("also.test", "/")).status()).isEqualTo(200);
        }
    }

    /** A new handshake with whatever answers {@code away.test}. */
    private Http1Client away() throws Exception {
        SSLContext trusting = SSLContext.getInstance("TLS");
        trusting.init(null, InsecureTrustManagerFactory.INSTANCE.getTrustManagers(), null);
        InetSocketAddress tls = door.address(true);
        Socket tcp = new Socket(tls.getAddress(), tls.getPort());
        SSLSocket socket = (SSLSocket) trusting.getSocketFactory().createSocket(tcp, "away.test", 443, true);
        socket.startHandshake();
        return new Http1Client(socket);
    }

    /** {@code "*"}, addresses and requests without a host are exempt: no certificate can name what they stand for. */
    @Test
    void servesWhatNoCertificateCanName() throws Exception {
        String all =
                "  all { hosts = [\"*\"], hsts.max-age = 4d, backend = \"http://127.0.0.1:" + backend.port() + "\" }";
        assertThat(Protocol.HTTP_1
                        .exchange(door, "example.test", Request.get("127.0.0.1", "/"))
                        .status())
                .isEqualTo(200);
        assertThat(Protocol.HTTP_1
                        .exchange(door, "example.test", Request.get("unknown.test", "/"))
                        .status())
                .isEqualTo(421);
        door.rewrite(sites(all));
        await().untilAsserted(() -> assertThat(Protocol.HTTP_2
                        .exchange(door, "example.test", Request.get("unknown.test", "/"))
                        .status())
                .isEqualTo(200));
        try (Http1Client client = door.tls("example.test")) {
            assertThat(client.send("GET / HTTP/1.0\r\n\r\n").read("GET").status())
                    .isEqualTo(200);
        }
        assertThat(Protocol.HTTP_2
                        .exchange(door, "example.test", Request.get("away.test", "/"))
                        .status())
                .as("a host that a site lists stays its own")
                .isEqualTo(421);
    }
}
