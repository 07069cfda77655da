package frontdoor.probe;

import static frontdoor.probe.LyingServer.readHead;
import static frontdoor.probe.LyingServer.waitForEnd;
import static frontdoor.probe.LyingServer.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import ch.qos.logback.classic.Level;
import frontdoor.fixture.RecordedLog;
import frontdoor.fixture.SnapshotFixture;
import frontdoor.heads.TrustedProxies;
import frontdoor.hosts.HostPattern;
import frontdoor.hosts.HostTable;
import frontdoor.hosts.ListenAddress;
import frontdoor.listen.BoundPort;
import frontdoor.listen.Port;
import frontdoor.listen.ProbeSources;
import frontdoor.policy.HstsPolicy;
import frontdoor.policy.HstsSchedule;
import frontdoor.policy.PlaintextRule;
import frontdoor.policy.RedirectRule;
import frontdoor.policy.SitePolicy;
import frontdoor.policy.SiteScheme;
import frontdoor.route.RouteTable;
import frontdoor.snapshot.Site;
import frontdoor.snapshot.Snapshot;
import frontdoor.terms.TlsTerms;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.DefaultHttp2HeadersEncoder;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Headers;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The self-probe's findings about a server in the place of ours whose answers are wrong, and about one whose answers
 * are right.
 */
class SelfProbeTest {
    private static final String HSTS = "Strict-Transport-Security: max-age=300\r\n";
    private static final LyingServer.Script SILENT = (protocol, in, out) -> waitForEnd(in);
    private static SSLContext tls;

    private final RecordedLog told = RecordedLog.ofAll(HostStates.class);
    private volatile Snapshot snapshot = snapshot(new HstsPolicy.Send(300, false, false), "a.test");
    private volatile boolean serving = true;
    private Duration patience = Duration.ofMinutes(1);

    @BeforeAll
    static void certificate(@TempDir Path directory) throws Exception {
        tls = DevelopmentTls.open(directory);
    }

    @AfterEach
    void close() {
        told.close();
    }

    static Stream<Arguments> lies() {
        return Stream.of(
                arguments("HTTP/1.1 404 Not Found\r\n\r\n", "404 without the header"),
                arguments("HTTP/1.1 404 Not Found\r\n" + HSTS + HSTS + "\r\n", "404 with the header 2 times"),
                arguments(
                        "HTTP/1.1 404 Not Found\r\nSTRICT-transport-security:max-age=1\r\n\r\n", "404 with max-age=1"),
                arguments("HTTP/1.1 502 Bad Gateway\r\n" + HSTS + "\r\n", "502 with max-age=300"),
                arguments("+OK ready\r\n\r\n", "the answer is not HTTP/1.1"),
                arguments("\r\n\r\n", "the answer is not HTTP/1.1"),
                arguments("HTTP/1.1 404 Not Found\r\n" + HSTS, "the answer ended in its head"),
                arguments("HTTP/1.1 404 " + "x".repeat(20_000), "the answer has no end of its head"),
                arguments("", "no answer, the connection ended"));
    }

    @ParameterizedTest
    @MethodSource("lies")
    void tellsOnceWhatIsWrongOverTls(String answer, String got) throws Exception {
        tellsOnce(Port.Speaks.TLS, answering(answer), "https, HTTP/1.1", "404 with max-age=300", got);
    }

    /** C8: by the certificate that is presented, as the listeners do. */
    @Test
    void expectsToBeMisdirectedWhereTheCertificateDoesNotNameTheHost() throws Exception {
        snapshot = snapshot(new HstsPolicy.Send(300, false, false), "b.test", true);
        try (LyingServer server = new LyingServer(tls, answering("HTTP/1.1 404 Not Found\r\n" + HSTS + "\r\n"));
                SelfProbe probe = probeOverHttp1(port(Port.Speaks.TLS, server))) {
            probe.askNext();
            assertThat(pairs()).contains("expected=\"421 with max-age=300\"", "got=\"404 with max-age=300\"");
        }
    }

    @Test
    void tellsOnceOfAHeaderInTheClear() throws Exception {
        LyingServer.Script lie = answering("HTTP/1.1 301 Moved\r\n" + HSTS + "\r\n");
        tellsOnce(Port.Speaks.HTTP, lie, "http", "301 without the header", "301 with max-age=300");
    }

    @Test
    void tellsOnceOfAStall() throws Exception {
        patience = Duration.ofSeconds(3);
        tellsOnce(Port.Speaks.TLS, SILENT, "https, HTTP/1.1", "404 with max-age=300", "no answer within 3000 ms");
    }

    @Test
    void tellsOnceOfARequestThatIsNotRefusedAsItShould() throws Exception {
        LyingServer.Script lie = (protocol, in, out) -> {
            readHead(in);
            write(out, "HTTP/1.1 404 Not Found\r\n" + HSTS + "\r\n");
        };
        tellsOnce(Port.Speaks.TLS, lie, "a malformed request", "400 with max-age=300", "404 with max-age=300");
    }

    static Stream<Arguments> liesOverHttp2() {
        return Stream.of(
                arguments(frames("404"), "404 without the header"),
                arguments(frames("404", "max-age=300", "max-age=300"), "404 with the header 2 times"),
                arguments(frames("404", "max-age=300; preload"), "404 with max-age=300; preload"),
                arguments("HTTP/1.1 404 Not Found\r\n" + HSTS + "\r\n", "the answer is not HTTP/2"),
                arguments("\0\0\4\3\0\0\0\0\1\0\0\0\1", "the stream was reset"),
                arguments("\0\0\0\7\0\0\0\0\0", "the connection was ended"),
                arguments("\0\0\1\1\5\0\0\0\1\0", "the answer is not HTTP/2"),
                arguments("\0\0\1\1\1\0\0\0\1\0", "the answer is not one that Frontdoor sends over HTTP/2"),
                arguments("", "the connection was ended"));
    }

    @ParameterizedTest
    @MethodSource("liesOverHttp2")
    void tellsOnceWhatIsWrongOverHttp2(String answer, String got) throws Exception {
        LyingServer.Script lie = (protocol, in, out) -> {
            if (protocol.equals("h2")) {
                write(out, answer);
                in.skipNBytes(40);
            } else {
                honest(readHead(in), out);
            }
        };
        tellsOnce(Port.Speaks.TLS, lie, "https, HTTP/2", "404 with max-age=300", got);
    }

    @Test
    void tellsOnceThatNobodyListens() throws Exception {
        LyingServer gone = new LyingServer(tls, SILENT);
        gone.close();
        try (SelfProbe probe = probe(port(Port.Speaks.TLS, gone))) {
            probe.askNext();
            probe.askNext();
            assertThat(told.events()).hasSize(1);
            assertThat(pairs()).contains("got=\"connection refused\"");
        }
    }

    /** What cannot be asked for is told of with its host, without an exception, and has its metric. */
    @Test
    void tellsOfAHostThatCannotBeAskedFor() throws Exception {
        AtomicInteger looks = new AtomicInteger();
        Supplier<Snapshot> failing = () -> {
            if (looks.incrementAndGet() == 2 || looks.get() == 3) {
                throw new IllegalStateException("no such name");
            }
            return snapshot;
        };
        try (LyingServer server = new LyingServer(null, SelfProbeTest::honest);
                SelfProbe probe = new SelfProbe(
                        reach(port(Port.Speaks.HTTP, server), false), failing, Optional::empty, () -> serving)) {
            probe.askNext();
            assertThat(told.events()).singleElement().matches(line -> line.getThrowableProxy() == null);
            assertThat(pairs()).contains("host=\"a.test\"", "got=\"it cannot be asked for (no such name)\"");
            assertThat(probe.gauges()).containsExactly(entry("a.test", 0.0));
        }
    }

    private void tellsOnce(Port.Speaks speaks, LyingServer.Script lie, String asked, String expected, String got)
            throws Exception {
        try (LyingServer server = new LyingServer(speaks == Port.Speaks.TLS ? tls : null, lie);
                SelfProbe probe = probe(port(speaks, server))) {
            assertThat(probe.gauges()).isEmpty();
            probe.askNext();
            probe.askNext();
            assertThat(told.events()).hasSize(1);
            assertThat(told.events().getFirst().getLevel()).isEqualTo(Level.ERROR);
            assertThat(pairs())
                    .contains("host=\"a.test\"", "expected=\"" + expected + "\"", "got=\"" + got + "\"")
                    .anyMatch(pair -> pair.startsWith("asked=") && pair.contains(asked));
            assertThat(probe.gauges()).containsExactly(entry("a.test", 0.0));

            server.does(SelfProbeTest::honest);
            probe.askNext();
            probe.askNext();
            assertThat(told.events()).hasSize(2);
            assertThat(told.events().getLast().getLevel()).isEqualTo(Level.INFO);
            assertThat(probe.gauges()).containsExactly(entry("a.test", 1.0));
        }
    }

    /** HSTS.md 4: a reload may come between question and answer, and either policy is right then. */
    @Test
    void takesThePolicyOfBeforeAndOfAfterForRight() throws Exception {
        Snapshot old = snapshot;
        LyingServer.Script reloading = (protocol, in, out) -> {
            String head = readHead(in);
            snapshot = snapshot(new HstsPolicy.Kill(), "a.test");
            answer(out, head, "max-age=0");
        };
        LyingServer.Script reloaded = (protocol, in, out) -> {
            String head = readHead(in);
            String policy = snapshot == old ? "max-age=300" : "max-age=0";
            snapshot = snapshot(new HstsPolicy.Kill(), "a.test");
            answer(out, head, policy);
        };
        for (LyingServer.Script script : List.of(reloading, reloaded)) {
            snapshot = old;
            try (LyingServer server = new LyingServer(tls, script);
                    SelfProbe probe = probeOverHttp1(port(Port.Speaks.TLS, server))) {
                probe.askNext();
                assertThat(probe.gauges()).containsExactly(entry("a.test", 1.0));
            }
        }
        assertThat(told.events()).isEmpty();
    }

    @Test
    void saysNothingOfAHostThatIsGoneNorWhileTheProcessEnds() throws Exception {
        LyingServer.Script ending = (protocol, in, out) -> serving = false;
        LyingServer.Script leaving = (protocol, in, out) -> snapshot = snapshot(new HstsPolicy.Kill(), "b.test");
        for (LyingServer.Script script : List.of(ending, leaving)) {
            serving = true;
            try (LyingServer server = new LyingServer(tls, script);
                    SelfProbe probe = probe(port(Port.Speaks.TLS, server))) {
                probe.askNext();
                assertThat(probe.gauges()).isEmpty();
            }
        }
        assertThat(told.events()).isEmpty();
    }

    @Test
    void leavesTheBackendsWordToTheBackend() throws Exception {
        snapshot = snapshot(new HstsPolicy.Backend(), "a.test");
        try (LyingServer server = new LyingServer(tls, SILENT);
                SelfProbe probe = probe(port(Port.Speaks.TLS, server))) {
            probe.askNext();
            assertThat(probe.gauges()).isEmpty();
        }
    }

    /** Until it has its certificate, https is refused for it: nothing is wrong. */
    @Test
    void asksNothingOfAHostWhoseFirstCertificateIsAwaited() throws Exception {
        snapshot = snapshot(
                "a.test",
                false,
                policy(new HstsPolicy.Send(300, false, false), "a.test").awaiting());
        try (LyingServer server = new LyingServer(tls, SILENT);
                SelfProbe probe = probe(port(Port.Speaks.TLS, server))) {
            probe.askNext();
            assertThat(probe.gauges()).isEmpty();
        }
    }

    private static LyingServer.Script answering(String answer) {
        return (protocol, in, out) -> {
            readHead(in);
            write(out, answer);
        };
    }

    private static void honest(String protocol, InputStream in, OutputStream out) throws IOException {
        switch (protocol) {
            case "h2" -> {
                write(out, frames("404", "max-age=300"));
                waitForEnd(in);
            }
            case "http/1.1" -> honest(readHead(in), out);
            default -> {
                readHead(in);
                write(out, "HTTP/1.1 301 Moved Permanently\r\n\r\n");
            }
        }
    }

    private static void honest(String head, OutputStream out) throws IOException {
        answer(out, head, "max-age=300");
    }

    /** As a site without a route does. */
    private static void answer(OutputStream out, String head, String policy) throws IOException {
        boolean malformed = head.split("Host:").length > 2;
        write(out, "HTTP/1.1 " + (malformed ? 400 : 404) + "\r\nStrict-Transport-Security: " + policy + "\r\n\r\n");
    }

    /** A SETTINGS frame and a HEADERS frame, one character per octet. */
    private static String frames(String status, String... policies) {
        Http2Headers head = new DefaultHttp2Headers().status(status);
        for (String policy : policies) {
            head.add("strict-transport-security", policy);
        }
        ByteBuf block = Unpooled.buffer();
        try {
            new DefaultHttp2HeadersEncoder().encodeHeaders(1, head, block);
        } catch (Http2Exception e) {
            throw new IllegalStateException(e);
        }
        return "\0\0\0\4\0\0\0\0\0" + "\0\0" + (char) block.readableBytes() + "\1\5\0\0\0\1"
                + block.toString(StandardCharsets.ISO_8859_1);
    }

    private List<String> pairs() {
        return told.events().getFirst().getKeyValuePairs().stream()
                .map(Object::toString)
                .toList();
    }

    private static BoundPort port(Port.Speaks speaks, LyingServer server) {
        ListenAddress address = new ListenAddress(Optional.of(server.address().getAddress()), 0);
        return new BoundPort(new Port(address, speaks), server.address());
    }

    private SelfProbe probe(BoundPort port) {
        return probe(port, true);
    }

    private SelfProbe probeOverHttp1(BoundPort port) {
        return probe(port, false);
    }

    private SelfProbe probe(BoundPort port, boolean http2) {
        return new SelfProbe(reach(port, http2), () -> snapshot, Optional::empty, () -> serving);
    }

    private Reach reach(BoundPort port, boolean http2) {
        return new Reach(List.of(port), http2, new ProbeSources(), patience);
    }

    private static Snapshot snapshot(HstsPolicy policy, String host) {
        return snapshot(policy, host, false);
    }

    private static SitePolicy policy(HstsPolicy policy, String host) {
        SiteScheme scheme =
                new SiteScheme(List.of(host), null, 443, new RedirectRule.Auto(), PlaintextRule.REDIRECT, false);
        return new SitePolicy(scheme, HstsSchedule.always(policy));
    }

    private static Snapshot snapshot(HstsPolicy policy, String host, boolean named) {
        return snapshot(host, named, policy(policy, host));
    }

    private static Snapshot snapshot(String host, boolean named, SitePolicy policy) {
        Site site = SnapshotFixture.site(policy, named, new RouteTable<>(List.of()));
        return new Snapshot(
                new HostTable<Site>().with(HostPattern.of(host), site),
                Map.of(),
                List.of(),
                Set.of(),
                TrustedProxies.NONE,
                TlsTerms.USUAL);
    }
}
