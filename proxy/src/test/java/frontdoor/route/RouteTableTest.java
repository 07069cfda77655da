package frontdoor.route;

import static org.assertj.core.api.Assertions.assertThat;

import frontdoor.http.Octets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** E9, E10: which rule a target falls under. */
class RouteTableTest {
    private static final RouteTable<String> RULES = new RouteTable<>(
            List.of(new Route<>("/api/", "api"), new Route<>("/api/v2", "second"), new Route<>("/shop", "shop")));

    private static <T> RouteMatch<T> find(RouteTable<T> table, String target) {
        byte[] octets = Octets.of("xx" + target + "xx");
        return table.find(octets, 2, target.length());
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
}
