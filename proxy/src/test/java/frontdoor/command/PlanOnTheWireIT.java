package frontdoor.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import frontdoor.fixture.Backend;
import frontdoor.fixture.Draw;
import frontdoor.fixture.FrontDoorHarness;
import frontdoor.fixture.GeneratedSites;
import frontdoor.fixture.Seeds;
import frontdoor.fixture.WireHop;
import frontdoor.hosts.HostTable;
import frontdoor.plan.Explanation;
import frontdoor.plan.Plan;
import frontdoor.plan.PlanJson;
import frontdoor.plan.Refusal;
import frontdoor.report.Paint;
import frontdoor.scheme.HostPolicies;
import frontdoor.serve.CannotStartException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/**
 * Whatever the configuration, what plan and explain say of a hop is what a client then sees: status, Location, policy and certificate,
 * over HTTP/1.1 and HTTP/2, with TLS and without. HSTS.md 6; A1 to A5, B1, B2.
 */
class PlanOnTheWireIT {
    /** What both backends say of HSTS. */
    private static final String OF_BACKEND = "max-age=99";

    /** Of configurations and of hops. */
    private static final Set<String> met = new HashSet<>();

    private static Path directory;
    private static Backend direct;
    private static Backend routed;

    @BeforeAll
    static void open() throws IOException {
        directory =
                Files.createDirectories(Path.of("target", "plan-on-the-wire").toAbsolutePath());
        direct = new Backend();
        direct.answers(answerOf("http://127.0.0.1:" + direct.port()));
        routed = new Backend().answers(answerOf("up"));
    }

    private static String answerOf(String name) {
        return "HTTP/1.1 200 OK\r\nX-Backend: " + name + "\r\nStrict-Transport-Security: " + OF_BACKEND
                + "\r\nContent-Length: 0\r\n\r\n";
    }

    @AfterAll
    static void close() throws IOException {
        direct.close();
        routed.close();
        if (Long.getLong("frontdoor.seed") == null) {
            assertThat(met)
                    .contains(
                            "served", "refused", "http 301", "http 403", "https closed", "https forward with a policy");
        }
    }

    private static String url(Draw draw) {
        String host = draw.of(
                "example.test",
                "www.example.test",
                "api.test",
                "off.test",
                "x.wild.test",
                "z.wild.test",
                "uncovered.invalid",
                "127.0.0.1",
                GeneratedSites.STRANGER);
        String target = draw.of(
                "/", "/old/a%20b?c=d", "/old", "/older", "/p/../old/x", "/p%2fq", "/p?q", "/.well-known/frontdoor/pin");
        return draw.of("http", "https", "https") + "://" + host + target;
    }

    @Seeds(tries = 50)
    void everyHopOfAPlanIsWhatClientsSee(Draw draw) throws Exception {
        withDoor(GeneratedSites.text(draw), (door, read) -> {
            Set<Config> hops = new LinkedHashSet<>();
            ConfigFactory.parseString(PlanJson.of(planOf(read)))
                    .getConfigList("hosts")
                    .forEach(host -> hops.addAll(host.getConfigList("hops")));
            for (Config hop : hops) {
                check(door, read, WireHop.foretold(hop));
            }
        });
    }

    @Seeds(tries = 80)
    void everyHopThatIsExplainedIsWhatClientsSee(Draw draw) throws Exception {
        String url = url(draw);
        withDoor(GeneratedSites.text(draw), (door, read) -> {
            int port = read.config().listen().publicTlsPort();
            String asked = port == 443 ? url : url.replaceFirst("(https://[^/]+)", "$1:" + port);
            switch (Explanation.of(read.config(), read.certificates(), Instant.now(), asked, Paint.NONE)) {
                case Explanation.Explained(List<String> lines) -> {
                    for (WireHop hop : WireHop.explained(lines)) {
                        check(door, read, hop);
                    }
                }
                case Explanation.NotServed(String why) -> {
                    String meets = WireHop.seen(door, asked, "GET", "http/1.1").meets();
                    assertThat(why).contains("its clients get " + (meets.equals("closed") ? "no handshake" : meets));
                }
                case Explanation.NoUrl(String why) -> throw new AssertionError(why);
            }
        });
    }

    /** A check of a door and of its configuration as it was read. */
    private interface Check {
        void of(FrontDoorHarness door, Reading.Good read) throws IOException;
    }

    /** Opens these sites; a configuration that is refused has to be one that plan finds errors in. */
    private static void withDoor(String sites, Check check) throws Exception {
        // What one try was promised must not bind the next: each has a ledger of its own.
        String text = sites.replace("<direct>", Integer.toString(direct.port()))
                        .replace("<routed>", Integer.toString(routed.port()))
                + "frontdoor.state-directory = \"" + Files.createTempDirectory(directory, "state") + "\"\n";
        try (FrontDoorHarness door = FrontDoorHarness.open(directory, text)) {
            Reading.Good read = (Reading.Good) Reading.of(door.file(), InstantSource.system());
            assertThat(Refusal.ofStart(planOf(read))).isEmpty();
            met.add("served");
            check.of(door, read);
        } catch (CannotStartException refused) {
            met.add("refused");
            Reading read = Reading.of(directory.resolve("frontdoor.conf"), InstantSource.system());
            assertThat(
                            read instanceof Reading.Bad(var problems)
                                    ? problems
                                    : Refusal.ofStart(planOf((Reading.Good) read)))
                    .isNotEmpty()
                    .allSatisfy(problem -> assertThat(refused).hasMessageContaining(problem.text()));
        }
    }

    private static Plan planOf(Reading.Good read) {
        return Plan.of(read.config(), read.certificates(), read.ledger().ledger(), Instant.now());
    }

    private static void check(FrontDoorHarness door, Reading.Good read, WireHop foretold) throws IOException {
        boolean secure = foretold.url().startsWith("https");
        boolean passes = secure && foretold.meets().startsWith("forward") && passesHsts(read, foretold.host());
        WireHop expected = passes ? withPolicyOfBackend(door, foretold) : foretold;
        met.add(kind(foretold));
        for (String protocol : secure ? List.of("http/1.1", "h2") : List.of("http/1.1")) {
            for (String method : List.of("GET", "HEAD")) {
                assertThat(WireHop.seen(door, foretold.url(), method, protocol))
                        .as(method + " over " + protocol)
                        .isEqualTo(expected);
            }
        }
    }

    /** Waits for the backend's policy, which passes as soon as it is recorded. */
    private static WireHop withPolicyOfBackend(FrontDoorHarness door, WireHop hop) {
        WireHop passed = hop.with(OF_BACKEND);
        await().atMost(Duration.ofSeconds(30))
                .until(() -> passed.equals(WireHop.seen(door, hop.url(), "GET", "http/1.1")));
        return passed;
    }

    private static String kind(WireHop hop) {
        return (hop.url().startsWith("https") ? "https " : "http ")
                + hop.meets().split(" ", 2)[0]
                + (hop.policies().isEmpty() ? "" : " with a policy");
    }

    /** With {@code hsts = backend} plan says nothing, and the backend's policy passes. */
    private static boolean passesHsts(Reading.Good read, String host) {
        HostPolicies policies = new HostPolicies(read.config(), read.certificates());
        HostTable<Boolean> passes = new HostTable<>();
        policies.forEach((pattern, policy) -> passes.with(pattern, policy.passesHstsOfBackend()));
        return Boolean.TRUE.equals(passes.find(host));
    }
}
