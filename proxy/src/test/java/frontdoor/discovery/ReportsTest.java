package frontdoor.discovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import frontdoor.http.Octets;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The reading of reports, good ones and hostile ones; anybody can send them. */
class ReportsTest {
    private static final String HOST = "example.test";

    private final ReportTally tally = new ReportTally();
    private final Tables tables = new Tables(tally);

    private String outcomeOf(byte[] octets, String origin) {
        tables.onObserved(new Observation.Reported(new ReceivedReport("shop", HOST, origin, octets, 1)));
        return tally.byToken().entrySet().stream()
                .filter(outcome -> outcome.getValue() == 1)
                .findFirst()
                .orElseThrow()
                .getKey();
    }

    private String outcomeOf(String body) {
        return outcomeOf(body.getBytes(StandardCharsets.UTF_8), "");
    }

    private Stream<String> found() {
        return tables.samplesOf("shop").of(Kind.MIXED_CONTENT).rows().stream()
                .map(row -> row.key().page() + " " + row.key().found());
    }

    static Stream<Arguments> goodReports() {
        return Stream.of(
                arguments("of Firefox and older browsers", """
                        {"csp-report":{"document-uri":"https://example.test/shop?q=geheim","referrer":"","blocked-uri":
                        "http://cdn.test/a.png?sig=geheim","violated-directive":"img-src https:","original-policy":"x"}}""", "/shop img-src http://cdn.test/a.png"),
                arguments("of the Reporting API", """
                        [{"age":5,"type":"csp-violation","url":"https://example.test/","user_agent":"x","body":{
                        "documentURL":"https://example.test:8443/a/4711","blockedURL":"ws://cdn.test:81/live",
                        "effectiveDirective":"connect-src","disposition":"report","sample":""}}]""", "/a/* connect-src ws://cdn.test:81/live"),
                arguments("of the Reporting API, one alone", """
                        {"type":"csp-violation","body":{"documentURL":"https://example.test/","blockedURL":"http://cdn.test",
                        "effectiveDirective":"no-such-directive"}}""", "/ other http://cdn.test"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("goodReports")
    void understandsReportsOfEveryFormat(String name, String body, String shown) {
        assertThat(outcomeOf(body)).isEqualTo("believed");
        assertThat(found()).containsExactly(shown);
    }

    private static String old(String page, String blocked) {
        return "{\"csp-report\":{\"document-uri\":\"" + page + "\",\"blocked-uri\":\"" + blocked + "\"}}";
    }

    static Stream<Arguments> badReports() {
        String good = old("https://example.test/", "http://cdn.test/a");
        return Stream.of(
                arguments("malformed", "nothing", ""),
                arguments("malformed", "no JSON", "GET / HTTP/1.1"),
                arguments("malformed", "a number", "4711"),
                arguments("malformed", "a text", "\"csp-report\""),
                arguments("malformed", "cut off", good.substring(0, good.length() - 1)),
                arguments("malformed", "nested deeply", "{\"csp-report\":".repeat(10_000)),
                arguments("ignored", "a list nested deeply", "[".repeat(60_000)),
                arguments("malformed", "a huge text", old("https://example.test/", "http://" + "x".repeat(40_000))),
                arguments("malformed", "a huge name", "{\"" + "x".repeat(40_000) + "\":1}"),
                arguments("malformed", "a huge number", "{\"age\":" + "9".repeat(40_000) + "}"),
                arguments("ignored", "an empty object", "{}"),
                arguments("ignored", "an empty list", "[]"),
                arguments("ignored", "a list of other things", "[1,2,3]"),
                arguments(
                        "ignored", "wrong types", "{\"csp-report\":{\"document-uri\":[1],\"blocked-uri\":{\"a\":1}}}"),
                arguments("ignored", "no report inside", "{\"csp-report\":null}"),
                arguments("ignored", "another site's page", old("https://evil.test/", "http://cdn.test/a")),
                arguments(
                        "ignored", "a host that only ends alike", old("https://x.example.test/", "http://cdn.test/a")),
                arguments("ignored", "user information", old("https://example.test@evil.test/", "http://cdn.test/a")),
                arguments("ignored", "a page in the clear", old("http://example.test/", "http://cdn.test/a")),
                arguments("ignored", "a page that is no address", old("about", "http://cdn.test/a")),
                arguments("ignored", "a resource over TLS", old("https://example.test/", "https://cdn.test/a")),
                arguments("ignored", "an inline script", old("https://example.test/", "inline")),
                arguments("ignored", "an extension", old("https://example.test/", "chrome-extension://abc/x.js")),
                arguments("ignored", "a script's address", old("https://example.test/", "http://<script>/")),
                arguments(
                        "ignored",
                        "another type",
                        "[{\"type\":\"deprecation\",\"body\":{\"documentURL\":\"https://example.test/\","
                                + "\"blockedURL\":\"http://cdn.test/\"}}]"));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("badReports")
    void showsNothingOfHostileReports(String outcome, String name, String body) {
        assertThat(outcomeOf(body)).isEqualTo(outcome);
        assertThat(found()).isEmpty();
    }

    @Test
    void showsInvalidUtf8AsAQuestionMark() {
        assertThat(outcomeOf(Octets.of(old("https://example.test/\u00ff", "http://cdn.test/")), ""))
                .isEqualTo("believed");
        assertThat(found()).containsExactly("/? other http://cdn.test/");
    }

    @Test
    void ignoresWhatAPageOfAnotherOriginSends() {
        byte[] good = Octets.of(old("https://example.test/", "http://cdn.test/a"));
        assertThat(outcomeOf(good, "https://evil.test")).isEqualTo("ignored");
        assertThat(found()).isEmpty();
    }

    @Test
    void believesWhatAPageOfTheSameOriginSends() {
        byte[] good = Octets.of(old("https://example.test/", "http://cdn.test/a"));
        assertThat(outcomeOf(good, "https://example.test")).isEqualTo("believed");
    }

    @Test
    void readsABoundedNumberOfReportsOfOneBody() {
        String one =
                "{\"type\":\"csp-violation\",\"body\":{\"documentURL\":\"https://example.test/\",\"blockedURL\":\"http://c.test\"}}";
        assertThat(outcomeOf("[" + (one + ",").repeat(500) + one + "]")).isEqualTo("believed");
        assertThat(tables.samplesOf("shop").of(Kind.MIXED_CONTENT).total()).isEqualTo(64);
    }

    @Test
    void keepsNothingThatATerminalWouldObey() {
        outcomeOf(old("https://example.test/\\u001b[31mred\\n", "http://cdn.test/\\u0007"));
        assertThat(found()).containsExactly("/?[31mred? other http://cdn.test/?");
    }

    @Test
    void keepsABoundedNumberOfPagesAndResources() {
        for (int i = 0; i < 20_000; i++) {
            String name = Integer.toString(i, 26).replaceAll("[0-9]", "x") + "-" + "y".repeat(i % 10);
            outcomeQuietly(old("https://example.test/p-" + name, "http://c" + i + ".test/"));
        }
        MixedTables mixed = tables.samplesOf("shop").mixed();
        assertThat(mixed.pages().rows()).hasSize(MixedTables.KEPT);
        assertThat(mixed.resources().rows()).hasSize(MixedTables.KEPT);
        assertThat(mixed.resources().total()).isEqualTo(20_000);
    }

    private void outcomeQuietly(String body) {
        tables.onObserved(new Observation.Reported(new ReceivedReport("shop", HOST, "", Octets.of(body), 1)));
    }

    @Test
    void boundsTheOctetsThatWait() {
        ReportQueue queue = new ReportQueue(_ -> true);
        ReceivedReport large = new ReceivedReport("shop", HOST, "", new byte[ReportBody.MAX], 1);
        for (int i = 0; i < 64; i++) {
            assertThat(queue.offer(large)).isTrue();
        }
        assertThat(queue.offer(large)).isFalse();
        queue.onTaken(large);
        assertThat(queue.offer(large)).isTrue();
    }

    @Test
    void admitsABoundedNumberAtATimeAndPerSecond() {
        ReportIntake intake = new ReportIntake(new ReportQueue(_ -> true), tally);
        for (int i = 0; i < 16; i++) {
            assertThat(intake.admit(1)).isNotNull();
        }
        assertThat(intake.admit(1)).isNull();

        ReportIntake other = new ReportIntake(new ReportQueue(_ -> true), tally);
        for (int i = 0; i < 50; i++) {
            ReportBody body = other.admit(1);
            assertThat(body).isNotNull();
            body.close();
        }
        assertThat(other.admit(1)).isNull();
        assertThat(other.admit(2)).isNotNull();
        assertThat(tally.byToken()).containsEntry("limited", 2L);
    }
}
