package frontdoor.serve;

import static org.assertj.core.api.Assertions.assertThat;

import frontdoor.fixture.Answer;
import frontdoor.fixture.Backend;
import frontdoor.fixture.FrontDoorHarness;
import frontdoor.fixture.Http1Client;
import frontdoor.fixture.Http2Client;
import frontdoor.fixture.LeakPresence;
import frontdoor.fixture.Request;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** S28, G8, K: who may come, and how often. */
@ExtendWith(LeakPresence.class)
class EntryIT {
    @TempDir
    private static Path directory;

    private static final Backend backend = new Backend().does(Backend::echo);
    private static FrontDoorHarness door;

    @BeforeAll
    static void open() throws Exception {
        door = FrontDoorHarness.open(directory, """
                frontdoor {
                  listen.trusted-proxies = ["127.0.0.2"]
                  sites.closed {
                    hosts = ["example.test"]
                    access { allow = ["127.0.0.0/8", "192.0.2.0/24"], deny = ["127.0.0.3", "192.0.2.7"] }
                    routes = [
                      { path = "/", upstream = u }
                      { path = "/robots.txt", answer { body = "x" } }
                      { path = "/admin", upstream = u, access { allow = ["127.0.0.9"], deny = [] } }
                    ]
                  }
                  sites.slow {
                    hosts = ["other.test"]
                    rate-limit { requests = 1, per = 1h, burst = 3 }
                    routes = [
                      { path = "/", upstream = u }
                      { path = "/login", upstream = u, rate-limit { requests = 1, per = 1h, burst = 1 } }
                      { path = "/static", upstream = u, rate-limit = off }
                    ]
                  }
                  upstreams.u.servers = ["127.0.0.1:%d"]
                }
                """.formatted(backend.port()));
    }

    @AfterAll
    static void close() throws Exception {
        door.close();
        backend.close();
    }

    private static Answer http1(String source, Request request) throws Exception {
        try (Http1Client client = door.tlsFrom(source, request.authority())) {
            return client.exchange(request);
        }
    }

    private static Answer http2(String source, Request request) throws Exception {
        try (Http2Client client = door.http2From(source, request.authority())) {
            return client.exchange(request);
        }
    }

    private static Request get(String path) {
        return Request.get("example.test", path);
    }

    @Test
    void letsInWhomTheMostSpecificNetworkAllows() throws Exception {
        assertThat(http1("127.0.0.4", get("/")).status()).isEqualTo(200);
        for (Answer denied : List.of(
                http1("127.0.0.3", get("/")),
                http2("127.0.0.3", get("/")),
                http1("127.0.0.3", get("/").method("POST").body("x".repeat(100_000))))) {
            assertThat(denied.status()).isEqualTo(403);
            assertThat(denied.policies()).containsExactly("max-age=300");
        }
    }

    @Test
    void asksTheClientOfATrustedProxy() throws Exception {
        assertThat(http1("127.0.0.2", get("/").with("x-forwarded-for", "192.0.2.8"))
                        .status())
                .isEqualTo(200);
        assertThat(http1("127.0.0.2", get("/").with("x-forwarded-for", "192.0.2.7"))
                        .status())
                .isEqualTo(403);
        assertThat(http2("127.0.0.2", get("/").with("x-forwarded-for", "127.0.0.4, 198.51.100.7"))
                        .status())
                .isEqualTo(403);
        // What a stranger says opens no door.
        assertThat(http1("127.0.0.3", get("/").with("x-forwarded-for", "192.0.2.8"))
                        .status())
                .isEqualTo(403);
    }

    @Test
    void hasListsOfARoute() throws Exception {
        assertThat(http1("127.0.0.4", get("/robots.txt")).status()).isEqualTo(200);
        assertThat(http1("127.0.0.3", get("/robots.txt")).status()).isEqualTo(403);
        assertThat(http1("127.0.0.4", get("/admin/x")).status()).isEqualTo(403);
        assertThat(http1("127.0.0.9", get("/admin/x")).status()).isEqualTo(200);
    }

    @Test
    void letsABurstPassAndTellsWhenTheNextMayCome() throws Exception {
        Request request = Request.get("other.test", "/");
        assertThat(http1("127.0.1.1", request).status()).isEqualTo(200);
        assertThat(http2("127.0.1.1", request).status()).isEqualTo(200);
        assertThat(http1("127.0.1.1", request).status()).isEqualTo(200);
        for (Answer late : List.of(http1("127.0.1.1", request), http2("127.0.1.1", request))) {
            assertThat(late.status()).isEqualTo(429);
            assertThat(Integer.parseInt(late.value("retry-after"))).isBetween(3000, 3600);
            assertThat(late.policies()).containsExactly("max-age=300");
        }
        assertThat(http1("127.0.1.2", request).status()).isEqualTo(200);
    }

    @Test
    void countsByTheClientOfATrustedProxy() throws Exception {
        Request request = Request.get("other.test", "/");
        try (Http1Client proxy = door.tlsFrom("127.0.0.2", "other.test")) {
            for (int i = 0; i < 3; i++) {
                assertThat(proxy.exchange(request.with("x-forwarded-for", "2001:db8::" + i))
                                .status())
                        .isEqualTo(200);
            }
            assertThat(proxy.exchange(request.with("x-forwarded-for", "2001:db8::9"))
                            .status())
                    .isEqualTo(429);
            assertThat(proxy.exchange(request.with("x-forwarded-for", "2001:db8:0:1::9"))
                            .status())
                    .isEqualTo(200);
        }
    }

    @Test
    void countsARouteWithALimitOfItsOwnForItself() throws Exception {
        Request login = Request.get("other.test", "/login");
        assertThat(http1("127.0.1.3", login).status()).isEqualTo(200);
        assertThat(http1("127.0.1.3", login).status()).isEqualTo(429);
        assertThat(http1("127.0.1.3", Request.get("other.test", "/")).status()).isEqualTo(200);
        try (Http1Client client = door.tlsFrom("127.0.1.3", "other.test")) {
            for (int i = 0; i < 10; i++) {
                assertThat(client.exchange(Request.get("other.test", "/static/x"))
                                .status())
                        .isEqualTo(200);
            }
        }
    }

    /** What clients have used up is not forgotten by a reload. */
    @Test
    void remembersAcrossAReload(@TempDir Path own) throws Exception {
        String text = """
                frontdoor.sites.a {
                  hosts = ["example.test"], backend = "http://127.0.0.1:%d"
                  rate-limit { requests = 1, per = 1h }
                  timeouts.client-body = %s
                }
                """;
        try (FrontDoorHarness other = FrontDoorHarness.open(own, text.formatted(backend.port(), "30s"))) {
            try (Http1Client client = other.tls("example.test")) {
                assertThat(client.exchange(get("/")).status()).isEqualTo(200);
            }
            other.rewrite(text.formatted(backend.port(), "31s"));
            try (Http1Client client = other.tls("example.test")) {
                assertThat(client.exchange(get("/")).status()).isEqualTo(429);
            }
        }
    }
}
