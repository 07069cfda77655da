package frontdoor.route;

import static org.assertj.core.api.Assertions.assertThat;

import frontdoor.fixture.TestRequest;
import frontdoor.http.RequestHead;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** E9, E10: which rule a target falls under. */
class RouteTableTest {
    private static final RouteTable<String> RULES = new RouteTable<>(
            List.of(Route.below("/api/", "api"), Route.below("/api/v2", "second"), Route.below("/shop", "shop")));

    private static <T> RouteMatch<T> find(RouteTable<T> table, String target) {
        return table.find(TestRequest.of("GET", target));
    }

    private static Conditions methods(String... methods) {
        return new Conditions(Set.of(methods), Map.of());
    }

    private static Conditions field(String name, String value) {
        return new Conditions(Set.of(), Map.of(name, value));
    }

    @ParameterizedTest
    @CsvSource({
        "/api/x, api",
        "/api/, api",
        "/api/v2, second",
        "/api/v2/x?y, second",
        "/api/v20, api",
        "/shop, shop",
        "/shop/x, shop",
        "/x/../shop, shop"
    })
    void takesTheLongestPrefix(String target, String expected) {
        assertThat(find(RULES, target)).isEqualTo(new RouteMatch.Found<>(expected));
    }

    @ParameterizedTest
    @CsvSource({"/", "/api", "/shopping", "/SHOP"})
    void findsNothingElse(String target) {
        assertThat(find(RULES, target)).isEqualTo(new RouteMatch.None<>());
    }

    @Test
    void decidesNothingAboutAnAmbiguousPath() {
        assertThat(find(RULES, "/x/..%2fshop")).isEqualTo(new RouteMatch.Ambiguous<>());
    }

    @Test
    void looksAtNoPathWhereThereIsNothingToDecide() {
        assertThat(find(RouteTable.everything("all"), "/x/..%2fshop")).isEqualTo(new RouteMatch.Found<>("all"));
    }

    private static final RouteTable<String> KINDS = new RouteTable<>(List.of(
            Route.below("/", "rest"),
            Route.below("/a/", "prefix"),
            new Route<>(PathRule.prefix("/a/"), methods("GET"), "prefix for GET"),
            new Route<>(PathRule.regex("^/a/[0-9]+$"), Conditions.NONE, "number"),
            new Route<>(PathRule.regex("\\.php$"), Conditions.NONE, "script"),
            new Route<>(PathRule.regex("^/a/[0-9]+$"), field("X-Beta", "yes"), "number of beta"),
            new Route<>(PathRule.exact("/a/1"), methods("POST", "PURGE"), "one for POST"),
            new Route<>(PathRule.exact("/a/x.php"), Conditions.NONE, "exact")));

    /** Exact paths first, then expressions as they are written, then the longest prefix; what does not fit is passed over. */
    @ParameterizedTest
    @CsvSource({
        "GET, /a/x.php, exact",
        "GET, /a/%78.php, exact",
        "GET, //a/./x.php;v=1?q, exact",
        "GET, /a/x.php/, prefix for GET",
        "GET, /a/y.php, script",
        "GET, /a/1, number",
        "HEAD, /a/1, number",
        "POST, /a/1, one for POST",
        "PURGE, /a/1, one for POST",
        "purge, /a/1, number",
        "POST, /a/12, number",
        "GET, /a/12/x, prefix for GET",
        "HEAD, /a/b, prefix for GET",
        "POST, /a/b, prefix",
        "GET, /a, rest"
    })
    void asksRoutesInTheirOrder(String method, String target, String expected) {
        assertThat(KINDS.find(TestRequest.of(method, target))).isEqualTo(new RouteMatch.Found<>(expected));
    }

    @ParameterizedTest
    @CsvSource({"x-beta, yes, number of beta", "X-BETA, no, number", "X-Beta, YES, number", "X-Gamma, yes, number"})
    void asksForFieldsByNameWithoutCaseAndByWholeValue(String name, String value, String expected) {
        RequestHead request = TestRequest.of("GET", "/a/2");
        TestRequest.add(request, name, value);

        assertThat(KINDS.find(request)).isEqualTo(new RouteMatch.Found<>(expected));
    }

    @Test
    void takesAnyOfTheFieldsOfOneName() {
        RequestHead request = TestRequest.of("GET", "/a/2");
        TestRequest.add(request, "X-Beta", "no");
        TestRequest.add(request, "X-Beta", "yes");

        assertThat(KINDS.find(request)).isEqualTo(new RouteMatch.Found<>("number of beta"));
    }

    @Test
    void wantsEveryFieldAndAKnownNameToo() {
        RouteTable<String> table = new RouteTable<>(List.of(new Route<>(
                PathRule.prefix("/"),
                new Conditions(Set.of("GET"), Map.of("X-A", "1", "Content-Type", "text/plain")),
                "both")));
        RequestHead request = TestRequest.of("GET", "/");
        TestRequest.add(request, "x-a", "1");
        assertThat(table.find(request)).isEqualTo(new RouteMatch.None<>());
        TestRequest.add(request, "content-type", "text/plain");
        assertThat(table.find(request)).isEqualTo(new RouteMatch.Found<>("both"));
    }

    /** E10: no spelling passes by a rule. */
    @ParameterizedTest
    @CsvSource({
        "/%61dmin/x",
        "//admin/x",
        "/b/../admin/x",
        "/admin;a=b/x",
        "/./admin/x",
        "/;a/admin/x",
        "/b/%2e%2e/admin/x"
    })
    void findsEverySpellingOfAPath(String target) {
        for (PathRule rule : List.of(
                PathRule.prefix("/admin"),
                PathRule.regex("^/admin(/|$)"),
                PathRule.exact("/admin/x"),
                PathRule.prefix("/%61dmin/"))) {
            RouteTable<String> table =
                    new RouteTable<>(List.of(Route.below("/", "rest"), new Route<>(rule, Conditions.NONE, "admin")));
            assertThat(find(table, target)).as("%s", rule).isEqualTo(new RouteMatch.Found<>("admin"));
        }
    }

    /** An expression on which backtracking would take for ever. */
    @Test
    @Timeout(10)
    void matchesExpressionsInLinearTime() {
        RouteTable<String> table = new RouteTable<>(
                List.of(new Route<>(PathRule.regex("^/(a+)+$"), Conditions.NONE, "evil"), Route.below("/", "rest")));

        assertThat(find(table, "/" + "a".repeat(15_000) + "!")).isEqualTo(new RouteMatch.Found<>("rest"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/a//b|write \"/a/b\"",
                "/a/../b|write \"/b\"",
                "/a/%2e%2e/b|write \"/b\"",
                "/a;v/b|write \"/a/b\"",
                "/a b/./c|write \"/a%20b/c\"",
                "/a%2fb|could be read in two ways",
                "/%41%e9|",
                "/caf%C3%A9/|",
                "/a/|"
            })
    void tellsPathsThatNoRequestCanMeet(String written, String wrong) {
        if (wrong == null) {
            assertThat(PathRule.wrongPath(written)).isNull();
        } else {
            assertThat(PathRule.wrongPath(written)).contains(wrong);
        }
    }
}
