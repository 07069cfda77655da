package frontdoor.policy;

import static org.assertj.core.api.Assertions.assertThat;

import frontdoor.http.Octets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where routes that lead elsewhere lead. */
class RouteRedirectTest {
    @ParameterizedTest(name = "{0} -> {1} sends {2} to {3}")
    @CsvSource({
        "/old/,  https://x.test/new/,  /old/,           https://x.test/new/",
        "/old/,  https://x.test/new/,  /old/a/b?c=d&e,  https://x.test/new/a/b?c=d&e",
        "/old/,  https://x.test/new/,  /old/?q,         https://x.test/new/?q",
        "/old,   https://x.test/new/,  /old,            https://x.test/new/",
        "/old,   https://x.test/new/,  /old/a,          https://x.test/new/a",
        "/old,   https://x.test/new/,  /old?q,          https://x.test/new/?q",
        "/,      https://x.test/,      /a%20b,          https://x.test/a%20b",
        "/,      https://x.test/,      //evil.test/a,   https://x.test//evil.test/a",
        "/old/,  https://x.test/page,  /old/a?b,        https://x.test/page",
        "/old/,  https://x.test/p?a=/b, /old/a?b,       https://x.test/p?a=/b",
        "/old/,  https://x.test/page,  /./old/a,        https://x.test/page",
    })
    void appendsTheRestToAPlaceAndNothingToAPage(String path, String url, String target, String location) {
        assertThat(locationOf(path, url, target)).isEqualTo(location);
    }

    @ParameterizedTest
    @CsvSource({"/./old/a", "/o%6cd/a", "/a/../old/b", "//old/a", "/ol"})
    void doesNotGuessWhatFollowsAPathThatIsSpeltInAnotherWay(String target) {
        assertThat(locationOf("/old/", "https://x.test/new/", target)).isNull();
    }

    private static String locationOf(String path, String url, String target) {
        byte[] bytes = Octets.of("GET " + target + " HTTP/1.1");
        byte[] location = new RouteRedirect(path, url).locationOf(bytes, 4, target.length());
        return location == null ? null : Octets.text(location, 0, location.length);
    }
}
