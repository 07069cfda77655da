package frontdoor.audit;

import static frontdoor.fixture.WebSites.POLICY;
import static frontdoor.fixture.WebSites.answering;
import static frontdoor.fixture.WebSites.ok;
import static frontdoor.fixture.WebSites.plaintext;
import static frontdoor.fixture.WebSites.redirect;
import static org.assertj.core.api.Assertions.assertThat;

import frontdoor.audit.AuditOptions.Demands;
import frontdoor.fixture.PemPair;
import frontdoor.fixture.WebSites;
import frontdoor.report.Paint;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever a server does, an audit ends in time, and says in one line what it was. */
class AuditedServersTest {
    private static final String HOST = "example.com";
    /** With a server that stalls: enough to get so far. */
    private static final Duration LITTLE = Duration.ofSeconds(2);

    private static final Duration SLACK = Duration.ofMinutes(1);

    @TempDir
    Path directory;

    private final CountDownLatch ended = new CountDownLatch(1);
    private WebSites sites;
    private Duration patience = Duration.ofMinutes(1);

    @BeforeEach
    void open() throws IOException {
        sites = new WebSites(directory).good();
    }

    @AfterEach
    void close() throws IOException {
        ended.countDown();
        sites.close();
    }

    private AuditReport audit() throws IOException {
        List<String> options = sites.options();
        List<Resolve> resolves = new ArrayList<>();
        for (int i = 0; i < options.size(); i += 2) {
            if (options.get(i).equals("--resolve")) {
                resolves.add(Resolve.parse(options.get(i + 1)));
            }
        }
        Network network = new Network(List.of(), resolves, Trust.of(sites.authority()), patience);
        long start = System.nanoTime();
        AuditReport report = Audit.of(HOST, new AuditOptions(443, network, Demands.PRELOAD), InstantSource.system());
        assertThat(Duration.ofNanos(System.nanoTime() - start))
                .isLessThan(patience.multipliedBy(Audit.PATIENCE_FACTOR).plus(SLACK));
        assertThat(AuditText.of(report, Paint.NONE)).allMatch(line -> line.matches("[ -~]*"));
        return report;
    }

    private void assertFound(String... codeAndText) throws IOException {
        assertThat(audit().findings().stream().map(AuditedServersTest::told)).contains(codeAndText);
    }

    private static String told(Finding finding) {
        return finding.code() + ": " + finding.text();
    }

    private void raw(WebSites.Conduct conduct) throws IOException {
        sites.serve(HOST + ":443", plaintext(), conduct);
    }

    private void secured(WebSites.Conduct conduct) throws IOException {
        sites.https(HOST, PemPair.of(HOST), _ -> {}, client -> {
            // The handshake comes with the first octet that is asked for.
            assertThat(client.getInputStream().read()).isEqualTo('G');
            conduct.serve(client);
        });
    }

    private static void send(Socket client, String text) throws IOException {
        client.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
        client.getOutputStream().flush();
    }

    /** Until the test is over. */
    private void stall() {
        try {
            assertThat(ended.await(60, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void endsWhereNobodyAcceptsConnections() throws IOException {
        try (ServerSocket full = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            List<SocketChannel> waiting = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                SocketChannel channel = SocketChannel.open();
                channel.configureBlocking(false);
                channel.connect(full.getLocalSocketAddress());
                waiting.add(channel);
            }
            sites.serve(HOST + ":443", new ServerSocket(), _ -> {});
            Network network = new Network(
                    List.of(),
                    List.of(
                            Resolve.parse(HOST + ":443:127.0.0.1:" + full.getLocalPort()),
                            Resolve.parse("*:80:127.0.0.1:1"),
                            Resolve.parse("*:443:127.0.0.1:1")),
                    Trust.shipped(),
                    LITTLE);
            assertThat(Audit.of(HOST, new AuditOptions(443, network, Demands.PRELOAD), InstantSource.system())
                            .findings()
                            .stream()
                            .map(AuditedServersTest::told))
                    .contains("domain.tls.cannot_connect: nothing answers on port 443 within 2 s");
            for (SocketChannel channel : waiting) {
                channel.close();
            }
        }
    }

    @Test
    void endsWhereTheHandshakeStalls() throws IOException {
        patience = LITTLE;
        raw(_ -> stall());
        assertFound("domain.tls.cannot_connect: the TLS handshake does not come to an end within 2 s");
    }

    @Test
    void endsWhereTheHandshakeTrickles() throws IOException {
        patience = LITTLE;
        raw(client -> {
            // The head of a record of 16 KiB, and then an octet now and then, each long before a read would time out.
            client.getOutputStream().write(new byte[] {22, 3, 3, 64, 0, 2, 0, 63, (byte) 252});
            try {
                while (!ended.await(20, TimeUnit.MILLISECONDS)) {
                    client.getOutputStream().write(0);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        assertFound("domain.tls.cannot_connect: the TLS handshake does not come to an end within 2 s");
    }

    @Test
    void tellsOfAConnectionThatIsClosedInTheHandshake() throws IOException {
        raw(client -> client.getInputStream().read());
        assertThat(audit().findings())
                .filteredOn(finding -> finding.code().toString().equals("domain.tls.cannot_connect"))
                .singleElement()
                .extracting(Finding::text)
                .asString()
                .contains("in the TLS handshake");
    }

    @Test
    void tellsOfPlaintextOnTheTlsPort() throws IOException {
        raw(answering(path -> ok(POLICY)));
        raw(client -> send(client, ok(POLICY)));
        assertFound("domain.tls.cannot_connect: port 443 speaks something else than TLS");
    }

    @Test
    void endsWhereTheAnswerStallsOrNeverEnds() throws IOException {
        patience = LITTLE;
        secured(_ -> stall());
        assertFound("domain.tls.cannot_connect: the head of the answer does not come to an end within 2 s");
        secured(client -> {
            send(client, "HTTP/1.1 200 OK\r\nA: b\r\n");
            stall();
        });
        assertFound("domain.tls.cannot_connect: the head of the answer does not come to an end within 2 s");
    }

    @Test
    void endsWhereTheHeadHasNoEnd() throws IOException {
        for (String piece : List.of("A: b\r\n", "aaaaaaaa")) {
            secured(client -> {
                OutputStream out = client.getOutputStream();
                send(client, "HTTP/1.1 200 OK\r\n");
                while (true) {
                    out.write(piece.repeat(500).getBytes(StandardCharsets.US_ASCII));
                }
            });
            assertFound("domain.tls.cannot_connect: sends a head of more than 64 KiB");
        }
        secured(client -> {
            while (true) {
                send(client, "HTTP/1.1 103 Early Hints\r\n\r\n");
            }
        });
        assertFound("domain.tls.cannot_connect: sends a head of more than 64 KiB");
    }

    @Test
    void tellsOfAnswersThatAreNone() throws IOException {
        secured(client -> send(client, "SSH-2.0-\u001b[31mOpenSSH\r\n\r\n"));
        assertFound("domain.tls.cannot_connect: answers with something that is not HTTP/1: \"SSH-2.0-?[31mOpenSSH\"");
        secured(_ -> {});
        assertFound("domain.tls.cannot_connect: closes the connection without an answer");
        secured(client -> send(client, "HTTP/1.1 200 OK\r\nA: b\r\n"));
        assertFound("domain.tls.cannot_connect: closes the connection inside the head of its answer");
        secured(client -> send(client, "HTTP/1.1 2OO OK\r\n\r\n"));
        assertFound("domain.tls.cannot_connect: answers with something that is not HTTP/1: \"HTTP/1.1 2OO OK\"");
    }

    @Test
    void readsSloppyHeadsAsBrowsersDo() throws IOException {
        secured(
                client -> send(
                        client,
                        "HTTP/1.0 200\nno field at all\n\u0000\u0001\u00ff: \u00fe\nstrict-transport-SECURITY : max-age=31536000;\n"
                                + " includeSubDomains; preload\nContent-Length: -5\nContent-Length: 99999999999999999999\n\nx"));
        assertThat(audit().findings()).isEmpty();
    }

    @Test
    void endsWhereRedirectsDoNot() throws IOException {
        sites.https(HOST, path -> redirect(path + "a", POLICY));
        assertFound("redirects.too_many: there is no answer after 8 redirects");
        sites.https(HOST, path -> redirect(path.equals("/") ? "/a" : "/", POLICY));
        assertFound("loop: the redirects come back to https://example.com/");
    }

    @Test
    void tellsOfLocationsThatAreNone() throws IOException {
        for (String location : List.of("javascript:alert(1)", "https://", "https://user@[::1/", "//\u0007/")) {
            sites.https(HOST, path -> redirect(location, POLICY));
            assertFound("redirects.follow_error: https://example.com/ leads to no address of http or https");
        }
    }

    /** The sites' Java is such a server: it takes no underscore. */
    @Test
    void tellsOfAServerThatRefusesTheName() throws IOException {
        sites.https("a_b.example.com", path -> ok(POLICY));
        sites.https(HOST, path -> redirect("https://a_b.example.com/", POLICY));
        assertFound("redirects.follow_error: https://a_b.example.com/: the TLS handshake fails"
                + " ((illegal_parameter) Received fatal alert: illegal_parameter)");
    }

    @Test
    void tellsABadCertificateFromNone() throws IOException {
        sites.https(HOST, PemPair.of("other.com"), _ -> {}, answering(path -> ok(POLICY)));
        assertFound("domain.tls.invalid_cert_chain: the certificate does not name example.com");
        PemPair pair = PemPair.of(HOST);
        sites.https(HOST, pair.withoutAuthority(), _ -> {}, answering(path -> ok(POLICY)));
        assertThat(audit().findings()).isEmpty();
    }

    @Test
    void tellsOfANameThatNobodyKnows() throws IOException {
        Network network = new Network(List.of(), List.of(), Trust.shipped(), Duration.ofSeconds(5));
        assertThat(Audit.of("nobody.invalid", new AuditOptions(443, network, Demands.BROWSERS), InstantSource.system())
                        .findings())
                .singleElement()
                .extracting(AuditedServersTest::told)
                .asString()
                .matches("domain.tls.cannot_connect: (nobody.invalid has no address"
                        + "|no name server says where nobody.invalid is within 5 s)");
    }
}
