package frontdoor.heads;

import static org.assertj.core.api.Assertions.assertThat;

import frontdoor.fixture.Written;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** G14: attributes of cookies, where an operator asks. */
class CookieAttributeRepairTest {
    private static CookieAttributeRepair repair(String settings) {
        return new CookieAttributeRepair(
                Written.site("repair { " + settings + " }").repair().cookieAttributes());
    }

    @ParameterizedTest
    @CsvSource({
        "a=1; Domain=legacy.internal; Path=/,   a=1; Domain=example.test; Path=/",
        "a=1;domain=.LEGACY.internal,           a=1; domain=example.test",
        "a=1; Domain=old.internal; Secure,      a=1; Secure",
        "a=1; Domain=example.test,              a=1; Domain=example.test",
        "a=1; Domain=sub.legacy.internal,       a=1; Domain=sub.legacy.internal",
        "a=Domain=legacy.internal,              a=Domain=legacy.internal",
        "a=1; Domain,                           a=1; Domain",
        "a=1; Path=/app/x; Secure,              a=1; Path=/x; Secure",
        "a=1; Path=/app/deep/x,                 a=1; Path=/deeper/x",
        "a=1; Path=/application,                a=1; Path=/application"
    })
    void translatesDomainAndPath(String cookie, String mended) {
        assertThat(repair("""
                        cookie-domain { legacy.internal = example.test, ".old.internal" = none }
                        cookie-path { "/app/" = "/", "/app/deep/" = "/deeper/" }
                        """.replace("legacy.internal =", "\"legacy.internal\" ="))
                        .mended(cookie))
                .isEqualTo(mended);
    }

    @ParameterizedTest
    @CsvSource({
        "a=1,                            a=1; SameSite=Lax; HttpOnly",
        "a=1; httponly,                  a=1; httponly; SameSite=Lax",
        "a=1; SameSite=None; Secure,     a=1; SameSite=None; Secure; HttpOnly",
        "a=1; samesite=strict; HttpOnly, a=1; samesite=strict; HttpOnly"
    })
    void addsWhatIsMissing(String cookie, String mended) {
        assertThat(repair("cookie-same-site = lax, cookie-http-only = true").mended(cookie))
                .isEqualTo(mended);
    }
}
