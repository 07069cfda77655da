package frontdoor.policy;

import static org.assertj.core.api.Assertions.assertThat;

import frontdoor.http.Authority;
import frontdoor.http.Failure;
import frontdoor.http.Method;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where a host sends its visitors before and after the start of its ramp. */
class StagedRedirectsTest {
    private static final long BEFORE = Instant.parse("2026-11-21T23:59:59Z").getEpochSecond();
    private static final long STARTED = Instant.parse("2026-11-22T00:00:00Z").getEpochSecond();
    private static final Authority WWW = new Authority("www.example.com", Authority.NO_PORT);
    private static final Authority APEX = new Authority("example.com", Authority.NO_PORT);

    /** HSTS.md 4: a permanent redirect that is issued while TLS is still broken sticks in caches. */
    @ParameterizedTest
    @CsvSource({"GET,302,301", "HEAD,302,301", "POST,307,308", "PUT,307,308", "OPTIONS,307,308", "OTHER,307,308"})
    void redirectsForGoodFromTheStartOfTheRampOn(Method method, int before, int after) {
        SitePolicy policy = policy(new RedirectRule.Auto(), ramp());
        assertThat(status(policy.decidePlaintext(method, WWW, true, BEFORE))).isEqualTo(before);
        assertThat(status(policy.decideSecure(method, WWW, true, BEFORE))).isEqualTo(before);
        assertThat(status(policy.decidePlaintext(method, WWW, true, STARTED))).isEqualTo(after);
        assertThat(status(policy.decideSecure(method, WWW, true, STARTED))).isEqualTo(after);
    }

    @Test
    void keepsAFixedStatusAtEveryStage() {
        SitePolicy policy = policy(new RedirectRule.Fixed(308), ramp());
        assertThat(status(policy.decidePlaintext(Method.GET, WWW, true, BEFORE)))
                .isEqualTo(308);
    }

    @Test
    void redirectsForGoodWhereThereIsNoRampWhateverThePolicy() {
        SitePolicy policy = policy(new RedirectRule.Auto(), HstsSchedule.always(new HstsPolicy.Off()));
        assertThat(status(policy.decidePlaintext(Method.GET, WWW, true, BEFORE)))
                .isEqualTo(301);
    }

    @Test
    void sendsTheHeaderFromTheFirstInstantOfTheRampOn() {
        SitePolicy policy = policy(new RedirectRule.Auto(), ramp());
        assertThat(policy.hsts(BEFORE).value()).isNull();
        assertThat(policy.hsts(STARTED)).hasToString("max-age=300");
    }

    @Test
    void goesToTheSameHostFirstAndThenToTheCanonicalOne() {
        SitePolicy policy = policy(new RedirectRule.Auto(), ramp());
        assertThat(policy.decidePlaintext(Method.GET, WWW, true, STARTED))
                .hasToString("Redirect[status=301, origin=https://www.example.com:8443]");
        assertThat(policy.decideSecure(Method.GET, WWW, true, STARTED))
                .hasToString("Redirect[status=301, origin=https://example.com:8443]");
        assertThat(policy.decideSecure(Method.GET, APEX, true, STARTED)).isEqualTo(Decision.PROCEED);
    }

    @Test
    void refusesWhatCannotBeRedirected() {
        SitePolicy policy = policy(new RedirectRule.Auto(), ramp());
        assertThat(policy.decidePlaintext(Method.GET, null, true, STARTED))
                .isEqualTo(new Decision.Refuse(Failure.UNKNOWN_HOST));
        assertThat(policy.decidePlaintext(Method.OPTIONS, WWW, false, STARTED))
                .isEqualTo(new Decision.Refuse(Failure.MALFORMED_REQUEST));
        assertThat(policy.decideSecure(Method.OPTIONS, WWW, false, STARTED))
                .isEqualTo(new Decision.Refuse(Failure.MALFORMED_REQUEST));
        assertThat(policy.decideSecure(Method.GET, null, true, STARTED)).isEqualTo(Decision.PROCEED);
    }

    @Test
    void refusesOrClosesWhatComesInTheClearWhereTheSiteSaysSo() {
        assertThat(unencrypted(PlaintextRule.REFUSE)).isEqualTo(new Decision.Refuse(Failure.PLAINTEXT_REFUSED));
        assertThat(unencrypted(PlaintextRule.CLOSE)).isEqualTo(new Decision.Close());
    }

    private static Decision unencrypted(PlaintextRule rule) {
        SiteScheme scheme = new SiteScheme(List.of(), null, 443, new RedirectRule.Auto(), rule, false);
        return new SitePolicy(scheme, ramp()).decidePlaintext(Method.GET, APEX, true, STARTED);
    }

    private static int status(Decision decision) {
        return decision instanceof Decision.Redirect redirect ? redirect.status() : 0;
    }

    private static SitePolicy policy(RedirectRule redirects, HstsSchedule hsts) {
        List<String> hosts = List.of("example.com", "www.example.com");
        return new SitePolicy(
                new SiteScheme(hosts, "example.com", 8443, redirects, PlaintextRule.REDIRECT, false), hsts);
    }

    private static HstsSchedule ramp() {
        Ramp ramp = new Ramp(LocalDate.of(2026, 11, 22), List.of(Duration.ofMinutes(5)));
        CertificateFacts good = new CertificateFacts(true, Instant.EPOCH, Instant.MAX, Instant.MAX);
        return HstsSchedule.ramp(ramp, new HstsPolicy.Send(31_536_000, false, false), good);
    }
}
