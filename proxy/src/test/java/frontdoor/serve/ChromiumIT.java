package frontdoor.serve;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.options.Cookie;
import frontdoor.fixture.Chromium;
import frontdoor.fixture.VisitedDoor;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The scheme of redirects and HSTS as a real browser lives it: the way in, what it remembers, and the way back. */
class ChromiumIT {
    private static final String POLICY = "hsts { max-age = 365d }";

    @TempDir
    private Path directory;

    private VisitedDoor door;
    private Chromium chromium;

    @BeforeEach
    void open() throws Exception {
        door = VisitedDoor.open(directory, site(POLICY));
        chromium = door.chromium();
    }

    @AfterEach
    void close() throws Exception {
        if (door != null) {
            door.close();
        }
    }

    private static String site(String hsts) {
        return """
            frontdoor.sites.shop {
              hosts = ["example.test", "www.example.test"], canonical = "example.test"
              %s
            }
            """.formatted(hsts);
    }

    /** A7, A8, A9, A14, and HSTS.md, chapter 3. */
    @Test
    void arrivesByThreeHopsAtFirstAndIsUpgradedInsideTheBrowserFromThenOn() {
        List<Chromium.Hop> first = chromium.visit("http://www.example.test/");

        assertThat(first)
                .extracting(Chromium.Hop::shortly)
                .containsExactly(
                        "301 http://www.example.test/", "301 https://www.example.test/", "200 https://example.test/");
        assertThat(first)
                .extracting(hop -> hop.header("strict-transport-security"))
                .containsExactly("", "max-age=31536000", "max-age=31536000");
        assertThat(chromium.page().title()).isEqualTo("the page /");

        for (String host : List.of("www.example.test", "example.test")) {
            Chromium.Hop again = chromium.visit("http://" + host + "/again").getFirst();
            assertThat(again.shortly()).isEqualTo("307 http://" + host + "/again");
            assertThat(again.header("non-authoritative-reason")).isEqualTo("HSTS");
            assertThat(again.header("location")).isEqualTo("https://" + host + "/again");
        }
        assertThat(chromium.page().title()).isEqualTo("the page /again");
    }

    /** A9: each host has a policy of its own. */
    @Test
    void remembersThePolicyOfBothNames() {
        assertThat(chromium.policyOf("www.example.test")).contains("Not found");

        chromium.visit("http://www.example.test/");

        for (String host : List.of("www.example.test", "example.test")) {
            assertThat(chromium.policyOf(host))
                    .contains("dynamic_sts_domain: " + host)
                    .contains("dynamic_upgrade_mode: FORCE_HTTPS")
                    .contains("dynamic_sts_include_subdomains: false");
        }
    }

    /** A5 and A13: the policy ends in a browser that comes back, and the host is free. */
    @Test
    void forgetsThePolicyOfAHostThatKillsIt() throws Exception {
        chromium.visit("http://example.test/");
        assertThat(chromium.policyOf("example.test")).contains("FORCE_HTTPS");

        door.change(site("hsts = kill"), "example.test", "max-age=0");
        chromium.visit("https://example.test/leaving");

        assertThat(chromium.policyOf("example.test")).contains("Not found");
        assertThat(chromium.visit("http://example.test/free"))
                .extracting(Chromium.Hop::shortly)
                .containsExactly("301 http://example.test/free", "200 https://example.test/free");
    }

    /** F-chapter: the browser asked for HTTP/2, and a websocket goes its own way over HTTP/1.1. */
    @Test
    void servesPagesOverHttp2AndAWebsocketBesideThem() {
        chromium.visit("https://example.test/");

        assertThat(chromium.page().evaluate("performance.getEntriesByType('navigation')[0].nextHopProtocol"))
                .isEqualTo("h2");
        assertThat(chromium.page().evaluate("""
                new Promise((done, failed) => {
                    const socket = new WebSocket('wss://example.test/websocket');
                    socket.onopen = () => socket.send('hello');
                    socket.onmessage = message => done(message.data);
                    socket.onerror = () => failed('the websocket failed');
                })
                """)).isEqualTo("hello");
    }

    @Test
    void mendsARedirectInTheClearAndACookieWithoutSecure() {
        List<Chromium.Hop> hops = chromium.visit("https://example.test/moved");
        assertThat(hops.getFirst().header("location")).isEqualTo("https://example.test/arrived");
        assertThat(hops)
                .extracting(Chromium.Hop::shortly)
                .containsExactly("302 https://example.test/moved", "200 https://example.test/arrived");

        chromium.visit("https://example.test/login");
        List<Cookie> cookies = chromium.page().context().cookies();
        assertThat(cookies).singleElement().satisfies(cookie -> {
            assertThat(cookie.name).isEqualTo("session");
            assertThat(cookie.secure).isTrue();
        });
    }
}
