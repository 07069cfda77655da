package frontdoor.plan;

import static org.assertj.core.api.Assertions.assertThat;

import frontdoor.fixture.GoldenCase;
import frontdoor.fixture.GoldenFiles;
import frontdoor.report.Paint;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The output of explain for one URL. */
class ExplanationTest {
    private static final String CONFIG = """
            # at 2026-11-22
            # certificate main 2026-10-01 2026-12-30 example.com www.example.com
            frontdoor {
              certificates.main { chain = "main.pem", key = "main.key" }
              sites.shop {
                hosts = ["example.com", "www.example.com"]
                canonical = "example.com"
                hsts.max-age = 30d
                routes = [{ path = "/", upstream = shop }, { path = "/api/", upstream = api }
                          { path = "/old/", redirect = "https://www.example.com/api/" }]
              }
              upstreams { shop.servers = ["10.0.0.1:8080"], api.servers = ["10.0.0.2:9000"] }
            }
            """;

    private static final String FILE = "target/plan/explain/frontdoor.conf";

    @Test
    void namesTheLineThatDecidedEachFact() throws IOException {
        assertThat(explained("http://www.example.com/api/x?y=1#z"))
                .contains("http://www.example.com/api/x?y=1  301 -> https://www.example.com/api/x?y=1")
                .contains("https://www.example.com/api/x?y=1  301 -> https://example.com/api/x?y=1")
                .contains("to the canonical host  <- " + FILE + ":7: sites.shop.canonical")
                .contains("Strict-Transport-Security: max-age=2592000  <- " + FILE + ":8: sites.shop.hsts.max-age")
                .contains("forwarded to api (http://10.0.0.2:9000)  <- " + FILE + ":9: sites.shop.routes.1")
                .contains("site shop  <- " + FILE + ":6: sites.shop.hosts.1")
                .contains(FILE + ":4: certificates.main");
    }

    /** B13: also of a host that no site has. */
    @ParameterizedTest
    @ValueSource(strings = {"http://example.com/", "https://example.com/", "http://elsewhere.test/"})
    void tellsWhereTheAnswersOfAnotherAcmeClientAre(String origin) throws IOException {
        String config = CONFIG.replace("frontdoor {\n", "frontdoor {\n  acme.foreign.url = \"http://certbot:80\"\n");
        assertThat(explained(origin + ".well-known/acme-challenge/ab-C_9", config))
                .contains("200")
                .contains("what http://certbot:80 has for this token, or 404  <- " + FILE + ":4: acme.foreign");
        assertThat(explained("http://example.com/.well-known/acme-challenge/a.b", config))
                .doesNotContain("certbot");
    }

    @Test
    void namesTheCertificateThatIsAwaited() throws IOException {
        String config = CONFIG.replace(
                "sites.shop {\n",
                "acme.agree-to-terms = true, sites.new { hosts = [\"new.example.com\"], certificate = acme, backend = \"a:1\" }\n  sites.shop {\n");
        assertThat(explained("https://new.example.com/", config))
                .contains("no answer: the first certificate is awaited  <- " + FILE + ":5: sites.new.certificate");
    }

    @Test
    void tellsWhoMeetsSomethingElseInTheClear() throws IOException {
        String config = CONFIG.replace(
                "sites.shop {\n",
                "listen.trusted-proxies = [\"192.0.2.9\"], listen.proxy-protocol = accept, sites.shop { plaintext-from = [\"10.0.0.0/8\"]\n");

        assertThat(explained("http://example.com/", config))
                .contains("301 -> https://example.com/")
                .contains("clients in 10.0.0.0/8 are served in the clear  <- " + FILE + ":5: sites.shop.plaintext-from")
                .contains("what a proxy in 192.0.2.9 has got over https counts as https, with the policy  <- " + FILE
                        + ":5: listen.trusted-proxies")
                .contains(
                        "such a proxy may tell its client in a PROXY header  <- " + FILE + ":5: listen.proxy-protocol");
    }

    /** Issue 10: every key that is written is told where it is in force, with the line that decided it; none that another one hides. */
    @Test
    void namesEverySettingThatIsInForceWithItsLine() throws IOException {
        String config =
                CONFIG.replace("{ path = \"/api/\", upstream = api }", """
                        { path = "/api/", methods = [GET], upstream = api, strip-prefix = true
                          rate-limit { requests = 5, per = 1m }, timeouts.upstream-idle = 1m
                        }""").replace("upstreams {", """
                        site-defaults { compression.types = ["text/*"], timeouts { upstream-idle = 2m, client-body = 1m }, limits.body = 1MiB }
                        sites.shop { compression = off, access.deny = ["10.0.0.0/8"] }
                        sites.shop.headers.request.set { X-Ip = "{client-address}", Authorization = "Basic YTpi" }
                        upstream-defaults { retry.times = 2, sticky { cookie = a } }
                        upstreams.api { sticky = off, hash-by = "header:A", balance = hash }
                        upstreams {""");
        String explained = explained("https://example.com/api/x", config);

        assertThat(explained)
                .contains("403 for clients in 10.0.0.0/8  <- " + FILE + ":15: sites.shop.access")
                .contains("429 for clients that go on sending more than 5 requests in 1m, or 5 at once  <- " + FILE
                        + ":10: sites.shop.routes.1.rate-limit")
                .contains("methods = [\"GET\"]  <- " + FILE + ":9: sites.shop.routes.1.methods")
                .contains("strip-prefix = true  <- " + FILE + ":9: sites.shop.routes.1.strip-prefix")
                .contains("timeouts.upstream-idle = 1m  <- " + FILE + ":10: sites.shop.routes.1.timeouts.upstream-idle")
                .contains("timeouts.client-body = 1m  <- " + FILE + ":14: site-defaults.timeouts.client-body")
                .contains("limits.body = 1MiB  <- " + FILE + ":14: site-defaults.limits.body")
                .contains("compression = off  <- " + FILE + ":15: sites.shop.compression")
                .contains("headers.request.set.X-Ip = {client-address}  <- " + FILE)
                .contains("retry.times = 2  <- " + FILE + ":17: upstream-defaults.retry.times")
                .contains("sticky = off  <- " + FILE + ":18: upstreams.api.sticky")
                .contains("balance = hash  <- " + FILE + ":18: upstreams.api.balance")
                .doesNotContain("compression.types", "2m", "sticky.cookie", "YTpi");
        assertThat(explained("http://example.com/api/x", config).lines().limit(5))
                .noneMatch(line -> line.contains("403"));
    }

    @Test
    void tellsWhatAnAnswerOfARouteAndAMaintenanceDependOn() throws IOException {
        String config = CONFIG.replace("redirect = \"https://www.example.com/api/\"", "answer.body = hello")
                .replace("upstreams {", "site-defaults.headers.response.remove = [Server]\nupstreams {");

        assertThat(explained("https://example.com/old/x", config))
                .contains("answer.body = hello  <- " + FILE + ":10: sites.shop.routes.2.answer.body")
                .contains("headers.response.remove = [\"Server\"]  <- " + FILE
                        + ":12: site-defaults.headers.response.remove");
        assertThat(explained(
                        "https://example.com/old/x",
                        config.replace("canonical =", "maintenance.allow = [\"10.0.0.0/8\"], canonical =")))
                .contains("answered with 503: in maintenance, but for whom it allows  <- " + FILE
                        + ":7: sites.shop.maintenance")
                .contains("maintenance.allow = [\"10.0.0.0/8\"]  <- " + FILE + ":7: sites.shop.maintenance.allow")
                .doesNotContain("answer.body");
    }

    @Test
    void followsARouteThatLeadsElsewhere() throws IOException {
        assertThat(explained("https://example.com/old/x?y=1"))
                .contains("https://example.com/old/x?y=1  301 -> https://www.example.com/api/x?y=1")
                .contains("by a route  <- " + FILE + ":10: sites.shop.routes.2")
                .contains("https://www.example.com/api/x?y=1  301 -> https://example.com/api/x?y=1")
                .contains("forwarded to api (http://10.0.0.2:9000)  <- " + FILE + ":9: sites.shop.routes.1");
    }

    @Test
    void saysWhyAPathIsNotSentElsewhereThatOnlyMeansTheRoute() throws IOException {
        assertThat(explained("https://example.com/p/../old/x"))
                .contains("answered with 400: backends could read the path in two ways  <- " + FILE
                        + ":9: sites.shop.routes");
    }

    @Test
    void saysWhatABackendIsAskedForWhereARouteChangesThePath() throws IOException {
        String config = CONFIG.replace("upstream = api }", "upstream = api, strip-prefix = true }");

        assertThat(explained("https://example.com/api/x?y=1", config))
                .contains("forwarded to api (http://10.0.0.2:9000) as /x?y=1  <- " + FILE + ":9: sites.shop.routes.1");
        assertThat(explained("https://example.com/api/../api/x", config))
                .contains("answered with 400: backends could read the path in two ways");
    }

    @Test
    void comesToAnEndWhereRedirectsDoNot() throws IOException {
        GoldenCase made = GoldenCase.of("explain-endless", GoldenFiles.config("loop-that-grows"));
        Explanation.Result result =
                Explanation.of(made.config(), made.certificates(), made.at(), "https://www.example.com/", Paint.NONE);
        assertThat(((Explanation.Explained) result).lines())
                .contains("https://www.example.com/old/  301 -> https://www.example.com/old/old/")
                .endsWith("and no answer yet: browsers give up after so many redirects");
    }

    @Test
    void tellsWhatClientsOfAnUnknownHostGet() throws IOException {
        assertThat(explain("http://nope.test/"))
                .isEqualTo(new Explanation.NotServed("no site has the host nope.test, so its clients get 404"
                        + " (known: example.com, www.example.com)"));
        assertThat(((Explanation.NotServed) explain("https://nope.test/")).why())
                .contains("get no handshake");
    }

    @Test
    void tellsThatNothingListensOnAPort() throws IOException {
        assertThat(((Explanation.NotServed) explain("https://example.com:8443/")).why())
                .isEqualTo("nothing here listens on port 8443 for https (clients see 443)");
    }

    @Test
    void refusesWhatIsNoUrl() throws IOException {
        for (String url : new String[] {"ftp://example.com/", "example.com", "http:///x", "http://user@example.com/"}) {
            assertThat(explain(url)).as(url).isInstanceOf(Explanation.NoUrl.class);
        }
    }

    private static String explained(String url) throws IOException {
        return explained(url, CONFIG);
    }

    private static String explained(String url, String config) throws IOException {
        Explanation.Result result = explain(url, config);
        assertThat(result).isInstanceOf(Explanation.Explained.class);
        return String.join("\n", ((Explanation.Explained) result).lines());
    }

    private static Explanation.Result explain(String url) throws IOException {
        return explain(url, CONFIG);
    }

    private static Explanation.Result explain(String url, String config) throws IOException {
        GoldenCase made = GoldenCase.of("explain", config);
        return Explanation.of(made.config(), made.certificates(), made.at(), url, Paint.NONE);
    }
}
