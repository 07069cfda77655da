package frontdoor.forward;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import frontdoor.budget.Room;
import frontdoor.certificates.LoadedCertificates;
import frontdoor.challenge.HttpChallenges;
import frontdoor.config.ConfigLoader;
import frontdoor.config.ConfigResult;
import frontdoor.config.FrontdoorConfig;
import frontdoor.connect.BackendNames;
import frontdoor.connect.Sockets;
import frontdoor.discovery.Discovery;
import frontdoor.exchange.ExchangeListener;
import frontdoor.exchange.ExchangeRecord;
import frontdoor.exchange.MaskedFault;
import frontdoor.fixture.RecordingClient;
import frontdoor.fixture.SnapshotFixture;
import frontdoor.fixture.TestRequest;
import frontdoor.groups.UpstreamGroups;
import frontdoor.heads.TrustedProxies;
import frontdoor.hosts.HostPattern;
import frontdoor.hosts.HostTable;
import frontdoor.http.Credential;
import frontdoor.http.Failure;
import frontdoor.http.FieldName;
import frontdoor.http.Octets;
import frontdoor.http.RequestHead;
import frontdoor.http.ResponseHead;
import frontdoor.login.Passwords;
import frontdoor.loop.TransportKind;
import frontdoor.policy.CertificateFacts;
import frontdoor.policy.HstsPolicy;
import frontdoor.policy.HstsSchedule;
import frontdoor.policy.PlaintextRule;
import frontdoor.policy.Ramp;
import frontdoor.policy.RedirectRule;
import frontdoor.policy.RouteRedirect;
import frontdoor.policy.SitePolicy;
import frontdoor.policy.SiteScheme;
import frontdoor.promises.DurableLedger;
import frontdoor.promises.LedgerFile;
import frontdoor.promises.Promises;
import frontdoor.route.RouteTable;
import frontdoor.scheme.SiteRoute;
import frontdoor.snapshot.RoutedGroup;
import frontdoor.snapshot.Site;
import frontdoor.snapshot.Snapshot;
import frontdoor.snapshot.SnapshotBuilder;
import frontdoor.terms.TlsTerms;
import frontdoor.upstream.Upstreams;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The answers of Frontdoor's own, at an instant of the test's choice. */
class OwnAnswersTest {
    private static final Instant DAY = Instant.parse("2026-11-22T00:00:00Z");

    @TempDir
    Path directory;

    private final Upstreams upstreams = new Upstreams(
            List.of(),
            Sockets.of(TransportKind.NIO),
            BackendNames.ofSystem(NioDatagramChannel::new, NioSocketChannel::new),
            1024);
    private final Discovery discovery = Discovery.open(1, InstantSource.system());
    private Promises promises =
            new Promises(DurableLedger.open(new LedgerFile(Path.of("nowhere")), () -> DAY), () -> DAY);
    private final List<String> records = new ArrayList<>();
    private Instant now = DAY;

    @AfterEach
    void close() {
        discovery.close();
    }

    /** HSTS.md 4: from one second to the next, on the same snapshot. */
    @Test
    void changesHeaderAndStatusByItselfAtMidnight() {
        Snapshot ramped = ramped();
        now = DAY.minusSeconds(1);
        assertThat(secure(ramped, "GET", "/")).isEqualTo("302 | Location: https://x.test/ | hsts none | end");
        now = DAY;
        assertThat(secure(ramped, "GET", "/")).isEqualTo("301 | Location: https://x.test/ | hsts max-age=300 | end");
        now = DAY.plus(Duration.ofDays(1)).minusMillis(1);
        assertThat(secure(ramped, "GET", "/")).endsWith("hsts max-age=300 | end");
        now = DAY.plus(Duration.ofDays(1));
        assertThat(secure(ramped, "GET", "/")).endsWith("hsts max-age=31536000 | end");
    }

    private static Snapshot ramped() {
        Ramp ramp = new Ramp(LocalDate.of(2026, 11, 22), List.of(Duration.ofMinutes(5)));
        CertificateFacts good = new CertificateFacts(true, Instant.EPOCH, Instant.MAX, Instant.MAX);
        HstsSchedule schedule = HstsSchedule.ramp(ramp, new HstsPolicy.Send(31_536_000, false, false), good);
        SiteScheme scheme =
                new SiteScheme(List.of("a.test"), null, 443, new RedirectRule.Auto(), PlaintextRule.REDIRECT, false);
        RouteTable<SiteRoute<RoutedGroup>> routes = RouteTable.everything(
                new SiteRoute.Elsewhere<>(new RouteRedirect("/", "https://x.test/"), "sites.x.routes.0"));
        Site site = SnapshotFixture.site(new SitePolicy(scheme, schedule), false, routes);
        return new Snapshot(
                new HostTable<Site>().with(HostPattern.of("a.test"), site),
                Map.of(),
                List.of(),
                Set.of(),
                TrustedProxies.NONE,
                TlsTerms.USUAL);
    }

    @Test
    void leadsElsewhereWithThePolicyOfTheHost() {
        Snapshot snapshot = snapshot("hsts.max-age = 365d");
        assertThat(secure(snapshot, "GET", "/old/a?b"))
                .isEqualTo("301 | Location: https://x.test/new/a?b | hsts max-age=31536000 | end");
        assertThat(secure(snapshot, "POST", "/page/any"))
                .isEqualTo("308 | Location: https://x.test/there | hsts max-age=31536000 | end");
        assertThat(secure(snapshot, "GET", "/./old/a")).startsWith("400 | ").contains("hsts max-age=31536000");
        assertThat(clear(snapshot, "/old/a")).containsExactly("301 | Location: https://a.test/old/a | hsts none | end");
    }

    /** A1, K11: what would go to a backend is turned away while memory is short; what costs nothing is answered as ever. */
    @Test
    void turnsRequestsAwayWhileMemoryIsShort() {
        Snapshot snapshot = snapshot("hsts.max-age = 365d");
        RecordingClient client = new RecordingClient(true, () -> now);
        client.connection().loop().setRoom(new Room(0, Long.MAX_VALUE, () -> false));
        start(snapshot, client, TestRequest.of("GET", "/"), _ -> {});
        assertThat(client.events.getFirst()).startsWith("503 |").contains("Retry-After: 1", "hsts max-age=31536000");
        client.events.clear();
        start(snapshot, client, TestRequest.of("GET", "/old/a"), _ -> {});
        assertThat(client.events.getFirst()).startsWith("301 |");
    }

    /** A8, G8: whatever failed, our own faults included, which no client can bring about. */
    @ParameterizedTest
    @EnumSource(
            value = Failure.class,
            mode = EnumSource.Mode.EXCLUDE,
            names = {"CLIENT_ABORTED", "CLIENT_STALLED", "CUT_AT_END"})
    void tellsEveryFailureWithThePolicyOfTheHost(Failure failure) {
        RecordingClient client = new RecordingClient(true, () -> now);
        RequestHead request = TestRequest.of("GET", "/secret");

        var events = forwarder(snapshot("hsts.max-age = 365d"), client, _ -> {}).refuse(client, request, failure);

        assertThat(events).isNotNull();
        assertThat(client.events).hasSize(3);
        assertThat(client.events.getFirst())
                .startsWith(failure.status() + " | Content-Type: ")
                .contains("hsts max-age=31536000");
        assertThat(client.events.get(1)).doesNotContain("secret");
    }

    @Test
    void refusesPlaintextAndEndsTheConnection() {
        List<String> events = clear(snapshot("plaintext = refuse"), "/secret");
        assertThat(events).hasSize(3);
        assertThat(events.getFirst())
                .startsWith("403 | Content-Type: application/problem+json | Cache-Control: no-store")
                .endsWith(" | last | hsts none");
        assertThat(events.get(1)).contains("\"status\": 403", "https only").doesNotContain("secret");
        assertThat(records).containsExactly("403 plaintext_refused []");
    }

    @Test
    void closesPlaintextWithoutAWord() {
        assertThat(clear(snapshot("plaintext = close"), "/")).containsExactly("abort plaintext_closed");
        assertThat(records).containsExactly("444 plaintext_closed []");
    }

    @Test
    void countsCredentialsThatCameInTheClearByKind() {
        Snapshot snapshot = snapshot("");
        assertThat(credentials(snapshot, false, "/", "Authorization", "Basic c2VjcmV0"))
                .containsExactly(Credential.AUTHORIZATION);
        assertThat(credentials(snapshot, false, "/", "cookie", "id=secret")).containsExactly(Credential.COOKIE);
        assertThat(credentials(snapshot, false, "/", "X-API-Key", "secret")).containsExactly(Credential.API_KEY);
        assertThat(credentials(snapshot, false, "/a?b=c&Access_Token=secret", "Accept", "*/*"))
                .containsExactly(Credential.QUERY);
        assertThat(credentials(snapshot, false, "/token=a?tokens=b&token&c=token", "Accept", "*/*"))
                .isEmpty();
        assertThat(credentials(snapshot, true, "/old/?token=a", "Cookie", "id=secret"))
                .isEmpty();
    }

    @Test
    void passesTheFirstValidFieldOfTheBackendAndNothingOnItsOwnAnswers() {
        Snapshot snapshot = snapshot("hsts = backend");
        assertThat(ofBackend(snapshot, "max-age=1; includeSubDomains"))
                .as("what is not recorded yet does not pass")
                .isEqualTo("200 | Server: legacy | hsts none | end; dropped 1");
        await().until(() -> promises.ledger().hosts().contains("a.test")
                && ofBackend(snapshot, "max-age=1; includeSubDomains").contains("hsts max-age=1"));
        assertThat(ofBackend(snapshot, "max-age=oops", "max-age=1; includeSubDomains", "max-age=2"))
                .isEqualTo("200 | Server: legacy | hsts max-age=1; includeSubDomains | end; dropped 2");
        assertThat(ofBackend(snapshot)).isEqualTo("200 | Server: legacy | hsts none | end; dropped 0");
        assertThat(secure(snapshot, "GET", "/old/")).endsWith("hsts none | end");
    }

    @Test
    void replacesTheFieldOfTheBackendOtherwise() {
        assertThat(ofBackend(snapshot("hsts.max-age = 1d"), "max-age=1", "max-age=2"))
                .isEqualTo("200 | Server: legacy | hsts max-age=86400 | end; dropped 2");
        assertThat(ofBackend(snapshot("hsts = off"), "max-age=1"))
                .isEqualTo("200 | Server: legacy | hsts none | end; dropped 1");
        assertThat(new HstsPolicy.Kill().field()).hasToString("max-age=0");
    }

    private String ofBackend(Snapshot snapshot, String... values) {
        RecordingClient client = new RecordingClient(true, () -> now);
        RequestHead request = TestRequest.of("GET", "/");
        ResponseHead head = new ResponseHead();
        head.reset(200);
        head.fields().add(FieldName.SERVER, Octets.of("legacy"));
        for (String value : values) {
            head.fields().add(FieldName.STRICT_TRANSPORT_SECURITY, Octets.of(value));
        }
        Site site = snapshot.siteOf(request.authority());
        ExchangeFacts facts =
                new ExchangeFacts(client.connection(), client.connection().client(), request, "a");
        ResponseHeaders.apply(head, site, site.rules().responseRules(), facts);
        ResponseHeaders.write(client, client.connection().client(), head, site, true);
        return client.events.getFirst() + "; dropped " + facts.masked(MaskedFault.Kind.BACKEND_HSTS);
    }

    private String secure(Snapshot snapshot, String method, String target) {
        RecordingClient client = new RecordingClient(true, () -> now);
        start(snapshot, client, TestRequest.of(method, target), _ -> {});
        return client.events.getFirst();
    }

    private List<String> clear(Snapshot snapshot, String target) {
        RecordingClient client = new RecordingClient(false, () -> now);
        start(
                snapshot,
                client,
                TestRequest.of("GET", target),
                ended -> records.add(ended.status() + " "
                        + (ended.failure() == null ? "-" : ended.failure().token())
                        + " " + ended.clearCredentials()));
        return client.events;
    }

    private Set<Credential> credentials(Snapshot snapshot, boolean secure, String target, String name, String value) {
        RequestHead request = TestRequest.of("GET", target);
        TestRequest.add(request, name, value);
        List<ExchangeRecord> ended = new ArrayList<>();
        start(snapshot, new RecordingClient(secure, () -> now), request, ended::add);
        return ended.getFirst().clearCredentials();
    }

    private void start(Snapshot snapshot, RecordingClient client, RequestHead request, ExchangeListener listener) {
        var events = forwarder(snapshot, client, listener).start(client, request);
        assertThat(events).isNotNull();
    }

    private Forwarder forwarder(Snapshot snapshot, RecordingClient client, ExchangeListener listener) {
        return new Forwarder(
                () -> snapshot,
                upstreams,
                listener,
                discovery,
                new Passwords(1),
                List.of(client.connection().loop()));
    }

    private Snapshot snapshot(String keys) {
        ConfigResult result = ConfigLoader.parse("f.conf", """
                frontdoor {
                  upstreams.u.servers = ["127.0.0.1:1"]
                  sites.a {
                    hosts = [a.test], certificate { chain = c, key = k }
                    routes = [
                      { path = "/", upstream = u }
                      { path = "/old/", redirect = "https://x.test/new/" }
                      { path = "/page", redirect = "https://x.test/there" }
                    ]
                    %s
                  }
                }
                """.formatted(keys));
        assertThat(result).isInstanceOf(ConfigResult.Loaded.class);
        FrontdoorConfig config = ((ConfigResult.Loaded) result).config();
        promises.close();
        promises = new Promises(DurableLedger.open(new LedgerFile(directory), () -> now), () -> now);
        try {
            promises.record(config, LoadedCertificates.NONE);
            return SnapshotBuilder.build(
                    config, LoadedCertificates.NONE, new UpstreamGroups(upstreams), promises, new HttpChallenges());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
