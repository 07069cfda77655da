package frontdoor.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import frontdoor.fixture.Answer;
import frontdoor.fixture.Backend;
import frontdoor.fixture.FrontDoorHarness;
import frontdoor.fixture.LeakPresence;
import frontdoor.fixture.Protocol;
import frontdoor.fixture.Request;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Ramps, the backend's policy, plaintext modes, routes that lead elsewhere and the pin of the apex, as clients see them. */
@ExtendWith(LeakPresence.class)
class HstsSchemeIT {
    private static final String WEEK = "max-age=604800; includeSubDomains";
    private static final String PIN = "/.well-known/frontdoor/pin";

    @TempDir
    private static Path directory;

    private static final Backend backend = new Backend();
    private static FrontDoorHarness door;

    @BeforeAll
    static void open() throws Exception {
        door = FrontDoorHarness.open(directory, sites(LocalDate.now(ZoneOffset.UTC)));
    }

    private static String sites(LocalDate today) {
        return """
            frontdoor.sites {
              main {
                hosts = ["example.test", "www.example.test"], canonical = "www.example.test", apex-pin = true
                hsts { max-age = 365d, include-subdomains = true, ramp { started = %2$s, stages = [7d] } }
                backend = "http://127.0.0.1:%1$d"
              }
              soon {
                hosts = ["off.test", "other.test"], canonical = "off.test"
                hsts { max-age = 365d, ramp { started = %3$s, stages = [7d] } }
                backend = "http://127.0.0.1:%1$d"
              }
              api { hosts = ["api.test"], plaintext = refuse, hsts = backend, backend = "http://127.0.0.1:%1$d" }
              plain {
                hosts = ["plain.test"], plaintext = close, hsts.max-age = 1d
                routes = [ { path = "/old/", redirect = "https://www.example.test/new/" } ]
              }
            }
            """.formatted(backend.port(), today.minusDays(1), today.plusDays(2));
    }

    @AfterAll
    static void close() throws Exception {
        door.close();
        backend.close();
    }

    private static void backendSends(String fields) {
        backend.answers("HTTP/1.1 200 OK\r\n" + fields + "Content-Length: 2\r\n\r\nhi");
    }

    private static Answer ask(Protocol protocol, Request request) throws Exception {
        return protocol.exchange(door, request.authority(), request);
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "PLAINTEXT")
    void sendsTheStageOfTheRampOnEveryAnswer(Protocol protocol) throws Exception {
        backendSends("");
        assertThat(ask(protocol, Request.get("www.example.test", "/")).policies())
                .containsExactly(WEEK);
        Answer redirect = ask(protocol, Request.get("example.test", "/a"));
        assertThat(redirect.status()).isEqualTo(301);
        assertThat(redirect.policies()).containsExactly(WEEK);
    }

    @Test
    void promisesNothingBeforeTheRampHasStarted() throws Exception {
        backendSends("");
        Answer answer = ask(Protocol.HTTP_1, Request.get("off.test", "/"));
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.policies()).isEmpty();
        assertThat(ask(Protocol.PLAINTEXT, Request.get("off.test", "/")).status())
                .isEqualTo(302);
        assertThat(ask(Protocol.PLAINTEXT, Request.get("off.test", "/").method("PUT"))
                        .status())
                .isEqualTo(307);
        assertThat(ask(Protocol.HTTP_2, Request.get("other.test", "/")).status())
                .isEqualTo(302);
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "PLAINTEXT")
    void passesThePolicyOfTheBackend(Protocol protocol) throws Exception {
        backendSends("""
            Strict-Transport-Security: nonsense\r
            Strict-Transport-Security: max-age=7\r
            Strict-Transport-Security: max-age=8\r
            """);
        // The first answer goes without: what it promises has to be recorded first.
        await().untilAsserted(() -> assertThat(
                        ask(protocol, Request.get("api.test", "/")).policies())
                .containsExactly("max-age=7"));
        assertThat(ask(protocol, Request.get("api.test", "/").method("TRACE")).policies())
                .isEmpty();
    }

    @Test
    void refusesPlaintextWithAProblemAndEndsTheConnection() throws Exception {
        Answer answer = ask(Protocol.PLAINTEXT, Request.get("api.test", "/?token=secret"));
        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.value("content-type")).isEqualTo("application/problem+json");
        assertThat(answer.value("connection")).isEqualTo("close");
        assertThat(answer.body()).contains("\"status\": 403").doesNotContain("secret");
        assertThat(answer.open()).isFalse();
    }

    @Test
    void closesPlaintextWithoutAnAnswer() throws Exception {
        Answer answer = ask(Protocol.PLAINTEXT, Request.get("plain.test", "/"));
        assertThat(answer.status()).isZero();
        assertThat(answer.open()).isFalse();
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "PLAINTEXT")
    void leadsElsewhere(Protocol protocol) throws Exception {
        Answer answer = ask(protocol, Request.get("plain.test", "/old/a%20b?c"));
        assertThat(answer.status()).isEqualTo(301);
        assertThat(answer.value("location")).isEqualTo("https://www.example.test/new/a%20b?c");
        assertThat(answer.policies()).containsExactly("max-age=86400");
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "PLAINTEXT")
    void linksPagesOfWwwToTheApexForNavigationsOnly(Protocol protocol) throws Exception {
        Request page = Request.get("www.example.test", "/");
        String link = "<https://example.test" + PIN + ">; rel=prefetch";
        backendSends("Content-Type: text/html; charset=utf-8\r\nLink: </a>; rel=next\r\n");
        assertThat(ask(protocol, page.with("sec-fetch-dest", "document")).values("link"))
                .containsExactly("</a>; rel=next", link);
        assertThat(ask(protocol, page.with("sec-fetch-dest", "iframe")).values("link"))
                .hasSize(1);
        assertThat(ask(protocol, page).values("link")).hasSize(1);
        backendSends("Content-Type: text/html5\r\n");
        assertThat(ask(protocol, page.with("sec-fetch-dest", "document")).values("link"))
                .isEmpty();
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "PLAINTEXT")
    void answersThePinOnTheApexItself(Protocol protocol) throws Exception {
        Answer answer = ask(protocol, Request.get("example.test", PIN));
        assertThat(answer.status()).isEqualTo(204);
        assertThat(answer.policies()).containsExactly(WEEK);
        assertThat(answer.value("cache-control")).isEqualTo("no-store");
        List<Request> others = List.of(
                Request.get("example.test", PIN + "?x"),
                Request.get("example.test", PIN).method("POST"));
        for (Request other : others) {
            assertThat(ask(protocol, other).status()).isBetween(301, 308);
        }
        assertThat(ask(Protocol.PLAINTEXT, Request.get("example.test", PIN)).value("location"))
                .isEqualTo("https://example.test" + PIN);
    }
}
