package frontdoor.serve;

import static org.assertj.core.api.Assertions.assertThat;

import frontdoor.fixture.Answer;
import frontdoor.fixture.Backend;
import frontdoor.fixture.FrontDoorHarness;
import frontdoor.fixture.LeakPresence;
import frontdoor.fixture.Protocol;
import frontdoor.fixture.Request;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** G14: what legacy applications get wrong in heads, mended on the way, over every protocol. */
@ExtendWith(LeakPresence.class)
class RepairIT {
    private static final List<Protocol> SECURE = List.of(Protocol.HTTP_1, Protocol.HTTP_2);

    @TempDir
    private static Path directory;

    private static final Backend backend = new Backend();
    private static FrontDoorHarness door;

    @BeforeAll
    static void open() throws Exception {
        door = FrontDoorHarness.open(directory, """
                frontdoor {
                  sites.main {
                    hosts = ["example.test"]
                    repair {
                      cookie-domain { "legacy.internal" = none }, cookie-path { "/app/" = "/" }
                      cookie-same-site = lax, cookie-http-only = true, upgrade-insecure-requests = true
                    }
                    routes = [ { path = "/", upstream = legacy }, { path = "/dav/", upstream = legacy, strip-prefix = true } ]
                  }
                  upstreams.legacy.servers = ["127.0.0.1:%d"]
                }
                """.formatted(backend.port()));
    }

    @AfterAll
    static void close() throws Exception {
        door.close();
        backend.close();
    }

    private static Answer ask(Protocol protocol, String target) throws Exception {
        return protocol.exchange(door, "example.test", Request.get("example.test", target));
    }

    @Test
    void mendsWhatABackendWrites() throws Exception {
        String self = "127.0.0.1:" + backend.port();
        backend.answers("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 0\r\n"
                + "Location: http://" + self + "/login\r\n"
                + "Content-Location: http://example.test:" + backend.port() + "/page\r\n"
                + "Refresh: 5; url=http://example.test/next\r\n"
                + "Link: <http://localhost:" + backend.port() + "/a.css>; rel=preload, <http://foreign.test/b>\r\n"
                + "Set-Cookie: id=secret; Domain=.legacy.internal; Path=/app/shop\r\n"
                + "Content-Security-Policy: default-src 'self'\r\n\r\n");
        for (Protocol protocol : SECURE) {
            Answer answer = ask(protocol, "/");
            assertThat(answer.value("location")).isEqualTo("https://example.test/login");
            assertThat(answer.value("content-location")).isEqualTo("https://example.test/page");
            assertThat(answer.value("refresh")).isEqualTo("5; url=https://example.test/next");
            assertThat(answer.value("link"))
                    .isEqualTo("<https://example.test/a.css>; rel=preload, <http://foreign.test/b>");
            assertThat(answer.value("set-cookie")).isEqualTo("id=secret; Path=/shop; SameSite=Lax; HttpOnly; Secure");
            assertThat(answer.values("content-security-policy"))
                    .containsExactly("default-src 'self'", "upgrade-insecure-requests");
            assertThat(ask(protocol, "/dav/x").value("location")).isEqualTo("https://example.test/dav/login");
        }
    }

    /** RFC 4918 10.3. */
    @Test
    void tellsABackendOfWebDavADestinationAsItSeesItself() throws Exception {
        backend.does(Backend::echo);
        for (Protocol protocol : SECURE) {
            Request move = Request.get("example.test", "/dav/a").method("MOVE");
            Answer answer =
                    protocol.exchange(door, "example.test", move.with("destination", "https://example.test/dav/b%20c"));
            assertThat(answer.body())
                    .startsWith("MOVE /a HTTP/1.1\r\n")
                    .containsIgnoringCase("Destination: http://example.test/b%20c\r\n");
            Answer foreign =
                    protocol.exchange(door, "example.test", move.with("destination", "https://foreign.test/dav/b"));
            assertThat(foreign.body()).containsIgnoringCase("Destination: https://foreign.test/dav/b\r\n");
        }
    }
}
