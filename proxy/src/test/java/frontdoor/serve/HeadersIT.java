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
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** F3, F6, F9: fields that an operator sets, adds and removes, over every protocol. */
@ExtendWith(LeakPresence.class)
class HeadersIT {
    private static final List<Protocol> SECURE = List.of(Protocol.HTTP_1, Protocol.HTTP_2);
    private static final String POLICY = "max-age=300";

    @TempDir
    private static Path directory;

    private static final Backend backend = new Backend();
    private static FrontDoorHarness door;

    @BeforeAll
    static void open() throws Exception {
        door = FrontDoorHarness.open(directory, """
                frontdoor {
                  site-defaults.headers {
                    request.remove = ["X-Old"]
                    response { set { X-Frame-Options = "DENY" }, add { X-Seen = "site" }, remove = [Server] }
                  }
                  sites.main {
                    hosts = ["example.test"]
                    headers {
                      request {
                        set { X-Client = "{client-address} {scheme} {host} {protocol}", X-User = "nobody" }
                        underscores = ["DOWNLOAD_URI"]
                      }
                      response.set { Cache-Control = "public, max-age=60" }
                    }
                    routes = [
                      { path = "/", upstream = legacy }
                      { path = "/inner/", upstream = legacy
                        headers { request.set { Host = "inner.test:81" }, response { remove = [X-Frame-Options], add { X-Seen = "route" } } } }
                      { path = "/nobody/", upstream = nobody, headers.response.set { X-Route = "{path}" } }
                      { path = "/away/", redirect = "https://other.test/" }
                    ]
                  }
                  upstreams { legacy.servers = ["127.0.0.1:%d"], nobody.servers = ["127.0.0.1:9"] }
                }
                """.formatted(backend.port()));
    }

    @AfterAll
    static void close() throws Exception {
        door.close();
        backend.close();
    }

    @BeforeEach
    void echo() {
        backend.does(Backend::echo);
    }

    private static Answer ask(Protocol protocol, Request request) throws Exception {
        return protocol.exchange(door, "example.test", request);
    }

    @Test
    void changesRequests() throws Exception {
        for (Protocol protocol : SECURE) {
            Request request = Request.get("example.test", "/")
                    .with("x-old", "1")
                    .with("x-client", "spoofed")
                    .with("x-user", "root")
                    .with("x_user", "root")
                    .with("x.user", "root")
                    .with("download_uri", "/d")
                    .with("other_uri", "/o");
            String seen = ask(protocol, request).body();
            String version = protocol == Protocol.HTTP_1 ? "HTTP/1.1" : "HTTP/2";
            assertThat(seen)
                    .contains(
                            "\r\nX-Client: 127.0.0.1 https example.test " + version + "\r\n", "\r\nX-User: nobody\r\n")
                    .contains(protocol == Protocol.HTTP_1 ? "\r\ndownload_uri: /d\r\n" : "\r\nDownload_uri: /d\r\n")
                    .doesNotContain("spoofed", "root", "/o\r\n")
                    .doesNotContainIgnoringCase("x-old");
        }
    }

    @Test
    void changesAnswers() throws Exception {
        backend.answers("HTTP/1.1 200 OK\r\nServer: legacy\r\nX-Frame-Options: ALLOW\r\nX-Seen: backend\r\n"
                + "Strict-Transport-Security: max-age=1\r\nContent-Length: 0\r\n\r\n");
        for (Protocol protocol : SECURE) {
            Answer answer = ask(protocol, Request.get("example.test", "/"));
            assertThat(answer.value("x-frame-options")).isEqualTo("DENY");
            assertThat(answer.values("x-seen")).containsExactly("backend", "site");
            assertThat(answer.values("server")).isEmpty();
            assertThat(answer.value("cache-control")).isEqualTo("public, max-age=60");
            assertThat(answer.policies()).containsExactly(POLICY);
            assertThat(answer.complete()).isTrue();
        }
    }

    /** F6: the host of an upstream; the route's changes come after those of its site. */
    @Test
    void changesMoreBelowARoute() throws Exception {
        for (Protocol protocol : SECURE) {
            Answer answer = ask(protocol, Request.get("example.test", "/inner/x"));
            assertThat(answer.body())
                    .startsWith("GET /inner/x HTTP/1.1\r\nHost: inner.test:81\r\n")
                    .contains("X-Forwarded-Host: example.test\r\n", "X-User: nobody\r\n");
            assertThat(answer.values("x-frame-options")).isEmpty();
            assertThat(answer.values("x-seen")).containsExactly("site", "route");
        }
    }

    /** A8: an answer of our own has them too, but says itself what it holds and how long. */
    @Test
    void changesAnswersOfOurOwn() throws Exception {
        for (Protocol protocol : SECURE) {
            Answer failed = ask(protocol, Request.get("example.test", "/nobody/x?y"));
            assertThat(failed.status()).isEqualTo(502);
            assertThat(failed.value("x-frame-options")).isEqualTo("DENY");
            assertThat(failed.value("x-route")).isEqualTo("/nobody/x");
            assertThat(failed.value("cache-control")).isEqualTo("no-store");
            assertThat(failed.policies()).containsExactly(POLICY);

            Answer redirect = ask(protocol, Request.get("example.test", "/away/"));
            assertThat(redirect.status()).isEqualTo(301);
            assertThat(redirect.value("x-frame-options")).isEqualTo("DENY");
            assertThat(redirect.value("location")).isEqualTo("https://other.test/");
            assertThat(redirect.values("cache-control")).isEmpty();
            assertThat(redirect.policies()).containsExactly(POLICY);
        }
    }
}
