package frontdoor.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import frontdoor.fixture.Chromium;
import frontdoor.fixture.VisitedDoor;
import frontdoor.pairs.DevelopmentAuthority;
import frontdoor.pairs.DevelopmentLoading;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How far and for how long a policy reaches in a real browser, by what the browser itself has noted of it (HSTS.md 9). */
class ChromiumPolicyIT {
    private static final String APEX = "example.test";
    private static final String WWW = "www.example.test";
    private static final String BELOW = "shop.example.test";

    @TempDir
    private Path directory;

    private static void assertUpgradedInside(Chromium chromium, String url) {
        Chromium.Hop first = chromium.visit(url).getFirst();
        assertThat(first.shortly()).isEqualTo("307 " + url);
        assertThat(first.header("non-authoritative-reason")).isEqualTo("HSTS");
    }

    private static void assertAskedInTheClear(Chromium chromium, String url) {
        Chromium.Hop first = chromium.visit(url).getFirst();
        assertThat(first.shortly()).isEqualTo("301 " + url);
        assertThat(first.header("non-authoritative-reason")).isEmpty();
    }

    /** HSTS.md 2: everything below, though it never said so itself, and its own max-age=0 does not lift it (RFC 6797 8.2). */
    @Test
    void bindsAHostBelowAsSoonAsTheParentSaysSoAndWhateverThatHostSays() throws Exception {
        String sites = """
            frontdoor.sites {
              parent { hosts = ["example.test"], hsts { max-age = 365d, include-subdomains = %s } }
              child { hosts = ["shop.example.test"], hsts = kill }
            }
            """;
        try (VisitedDoor door = VisitedDoor.open(directory, sites.formatted(false))) {
            Chromium chromium = door.chromium();
            chromium.visit("https://example.test/");
            assertThat(chromium.policyOf(BELOW)).contains("Not found");
            assertAskedInTheClear(chromium, "http://shop.example.test/free");

            door.change(sites.formatted(true), APEX, "max-age=31536000; includeSubDomains");
            chromium.visit("https://example.test/again");
            assertThat(chromium.policyOf(BELOW))
                    .contains("dynamic_sts_domain: example.test")
                    .contains("dynamic_upgrade_mode: FORCE_HTTPS")
                    .contains("dynamic_sts_include_subdomains: true");
            assertUpgradedInside(chromium, "http://shop.example.test/bound");

            List<Chromium.Hop> kill = chromium.visit("https://shop.example.test/kill");
            assertThat(kill.getLast().header("strict-transport-security")).isEqualTo("max-age=0");
            assertUpgradedInside(chromium, "http://shop.example.test/still-bound");
        }
    }

    private static String pinned(boolean pin) {
        return """
            frontdoor.sites.main {
              hosts = ["example.test", "www.example.test"], canonical = "www.example.test"
              hsts { max-age = 365d, include-subdomains = true }
              apex-pin = %s
            }
            """.formatted(pin);
    }

    /** HSTS.md 5: one visit to www, and the apex is never asked in the clear. */
    @Test
    void pinsTheApexOnAVisitOfWww() throws Exception {
        try (VisitedDoor door = VisitedDoor.open(directory, pinned(true))) {
            Chromium chromium = door.chromium();
            chromium.visit("https://www.example.test/");

            await().atMost(Duration.ofMinutes(1))
                    .untilAsserted(() -> assertThat(chromium.policyOf(APEX))
                            .contains("dynamic_sts_domain: example.test")
                            .contains("FORCE_HTTPS"));
            assertUpgradedInside(chromium, "http://example.test/");
        }
    }

    /** HSTS.md 5: the policy of www protects nothing above it. */
    @Test
    void leavesTheApexToTheFirstRequestInTheClearWithoutThePin() throws Exception {
        try (VisitedDoor door = VisitedDoor.open(directory, pinned(false))) {
            Chromium chromium = door.chromium();
            chromium.visit("https://www.example.test/");

            assertThat(chromium.policyOf(WWW)).contains("FORCE_HTTPS");
            assertThat(chromium.policyOf(APEX)).contains("Not found");
            assertAskedInTheClear(chromium, "http://example.test/");
        }
    }

    /** HSTS.md 4: a browser that comes back after a step of the ramp is bound for longer. */
    @Test
    void bindsForLongerAfterAStepOfTheRamp() throws Exception {
        LocalDate today = LocalDate.now(ZoneOffset.UTC);
        String sites = """
            frontdoor.sites.main {
              hosts = ["example.test"], hsts { max-age = 365d, ramp { started = %s, stages = [5m, 7d] } }
            }
            """;
        try (VisitedDoor door = VisitedDoor.open(directory, sites.formatted(today))) {
            Chromium chromium = door.chromium();
            chromium.visit("https://example.test/");
            assertThat(chromium.policySeconds(APEX)).isEqualTo(300);

            door.change(sites.formatted(today.minusDays(1)), APEX, "max-age=604800");
            chromium.visit("https://example.test/again");
            assertThat(chromium.policySeconds(APEX)).isEqualTo(604_800);
        }
    }

    private static final String EVERY_HOST = """
        frontdoor.sites.all { hosts = ["*"], hsts { max-age = 365d } }
        """;

    /** RFC 6797 8.1: the header was sent, but by nobody the browser could be sure of. */
    @Test
    void keepsNothingOfAHostThatItsCertificateDoesNotName() throws Exception {
        try (VisitedDoor door = VisitedDoor.open(directory, EVERY_HOST)) {
            Chromium chromium = door.chromium();
            assertThatThrownBy(() -> chromium.visit("https://stranger.test/"))
                    .hasMessageContaining("ERR_CERT_COMMON_NAME_INVALID");
            assertThat(chromium.policyOf("stranger.test")).contains("Not found");

            chromium.visit("https://example.test/");
            assertThat(chromium.policyOf(APEX)).contains("FORCE_HTTPS");
        }
    }

    /** RFC 6797 8.1. */
    @Test
    void keepsNothingOfAHostWhoseAuthorityItDoesNotKnow() throws Exception {
        DevelopmentLoading.Ready other = (DevelopmentLoading.Ready)
                new DevelopmentAuthority(directory.resolve("other"), InstantSource.system()).prepare(List.of());
        try (VisitedDoor door = VisitedDoor.openFor(directory, EVERY_HOST, other.authority())) {
            Chromium chromium = door.chromium();
            assertThatThrownBy(() -> chromium.visit("https://example.test/"))
                    .hasMessageContaining("ERR_CERT_AUTHORITY_INVALID");
            assertThat(chromium.policyOf(APEX)).contains("Not found");
        }
    }
}
