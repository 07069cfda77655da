package frontdoor.policy;

import static org.assertj.core.api.Assertions.assertThat;

import frontdoor.http.Authority;
import frontdoor.http.Failure;
import frontdoor.http.HstsField;
import frontdoor.http.Method;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A3 to A5, A14, B1, B2, B7: redirects and the policy of a site. */
class SitePolicyTest {
    private static final long NOW = 1_795_305_600;
    private static final Authority WWW = new Authority("www.a.test", 8080);
    private static final Authority APEX = new Authority("a.test", Authority.NO_PORT);

    private static SitePolicy policy(@Nullable String canonical, int port, HstsPolicy hsts) {
        List<String> hosts = List.of("a.test", "www.a.test");
        SiteScheme scheme =
                new SiteScheme(hosts, canonical, port, new RedirectRule.Auto(), PlaintextRule.REDIRECT, false);
        return new SitePolicy(scheme, HstsSchedule.always(hsts));
    }

    private static String text(Decision decision) {
        return switch (decision) {
            case Decision.Proceed() -> "proceed";
            case Decision.Redirect(int status, var origin) -> status + " " + origin;
            case Decision.Close() -> "close";
            case Decision.Refuse(Failure failure) -> failure.toString();
        };
    }

    @Test
    void redirectsPlaintextToTheSameHost() {
        SitePolicy policy = policy("a.test", 443, new HstsPolicy.Off());
        assertThat(text(policy.decidePlaintext(Method.GET, WWW, true, NOW))).isEqualTo("301 https://www.a.test");
        assertThat(text(policy.decidePlaintext(Method.GET, APEX, true, NOW))).isEqualTo("301 https://a.test");
        Authority wild = new Authority("b.a.test", 1);
        assertThat(text(policy.decidePlaintext(Method.GET, wild, true, NOW))).isEqualTo("301 https://b.a.test");
    }

    @Test
    void namesThePublicPortIfItIsNotTheUsualOne() {
        SitePolicy policy = policy("a.test", 8443, new HstsPolicy.Off());
        assertThat(text(policy.decidePlaintext(Method.HEAD, WWW, true, NOW))).isEqualTo("301 https://www.a.test:8443");
        assertThat(text(policy.decideSecure(Method.HEAD, WWW, true, NOW))).isEqualTo("301 https://a.test:8443");
    }

    @Test
    void sendsSecureRequestsToTheCanonicalHost() {
        SitePolicy policy = policy("a.test", 443, new HstsPolicy.Off());
        assertThat(text(policy.decideSecure(Method.GET, WWW, true, NOW))).isEqualTo("301 https://a.test");
        assertThat(text(policy.decideSecure(Method.GET, APEX, true, NOW))).isEqualTo("proceed");
        assertThat(text(policy.decideSecure(Method.GET, null, true, NOW))).isEqualTo("proceed");
        assertThat(text(policy(null, 443, new HstsPolicy.Off()).decideSecure(Method.GET, WWW, true, NOW)))
                .isEqualTo("proceed");
    }

    @Test
    void refusesWhatNoLocationCanRepeat() {
        SitePolicy policy = policy("a.test", 443, new HstsPolicy.Off());
        assertThat(text(policy.decidePlaintext(Method.OPTIONS, APEX, false, NOW)))
                .isEqualTo("MALFORMED_REQUEST");
        assertThat(text(policy.decideSecure(Method.OPTIONS, WWW, false, NOW))).isEqualTo("MALFORMED_REQUEST");
        assertThat(text(policy.decideSecure(Method.OPTIONS, APEX, false, NOW))).isEqualTo("proceed");
        assertThat(text(policy.decidePlaintext(Method.GET, null, true, NOW))).isEqualTo("UNKNOWN_HOST");
    }

    @ParameterizedTest
    @EnumSource
    void keepsMethodAndBodyOfUnsafeMethods(Method method) {
        int expected = method == Method.GET || method == Method.HEAD ? 301 : 308;
        assertThat(new RedirectRule.Auto().statusFor(method, false)).isEqualTo(expected);
        assertThat(new RedirectRule.Fixed(302).statusFor(method, false)).isEqualTo(302);
    }

    @Test
    void writesPoliciesByTheGrammar() {
        assertThat(new HstsPolicy.Send(300, false, false).field()).hasToString("max-age=300");
        assertThat(new HstsPolicy.Send(63072000, true, true).field())
                .hasToString("max-age=63072000; includeSubDomains; preload");
        assertThat(policy(null, 443, new HstsPolicy.Kill()).hsts(NOW)).hasToString("max-age=0");
        assertThat(policy(null, 443, new HstsPolicy.Off()).hsts(NOW)).isSameAs(HstsField.NONE);
    }
}
