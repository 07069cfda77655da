package frontdoor.plan;

import static org.assertj.core.api.Assertions.assertThat;

import frontdoor.fixture.GoldenCase;
import frontdoor.report.Paint;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The output of plan OLD NEW. */
class PlanChangeTest {
    private static final String CERTIFICATE = """
            # at 2026-11-22
            # certificate main 2026-10-01 2027-10-01 example.com www.example.com new.example.com
            frontdoor.certificates.main { chain = "main.pem", key = "main.key" }
            """;
    private static final String BEFORE = site("\"example.com\", \"www.example.com\"", "hsts.max-age = 30d");

    @Test
    void saysNothingOfTheSameConfiguration() throws IOException {
        assertThat(change(BEFORE, BEFORE).hosts()).isEmpty();
    }

    /** Issue 10: what changes before and behind the hops of the first page. */
    @Test
    void tellsWhatIsBeforeAndBehindTheHops() throws IOException {
        String hosts = "\"example.com\", \"www.example.com\"";
        String before = site(hosts, "hsts.max-age = 30d, access.deny = [\"10.0.0.0/8\"], compression = on");
        String after = site(hosts, "hsts.max-age = 30d, rate-limit.requests = 5, compression.min-size = 2KiB");

        assertThat(change(before, after).hosts().getFirst().lines())
                .containsExactly(
                        "compression.min-size is 2KiB, was not written",
                        "rate-limit is 429 for clients that go on sending more than 5 requests in 1s, or 5 at once, was not written",
                        "access is not written any more, was 403 for clients in 10.0.0.0/8",
                        "compression is not written any more, was on");
    }

    /** Issue 10: a route is the same wherever it stands in the list. */
    @Test
    void tellsWhichRoutesChange() throws IOException {
        String root = "{ path = \"/\", upstream = a }";
        String before = routes(root, "{ path = \"/x\", upstream = a }", "{ path-exact = \"/r\", answer.body = r }");
        String after = routes(
                "{ path-exact = \"/r\", answer.body = s }", root, "{ path = \"/x\", methods = [GET], upstream = a }");

        assertThat(change(before, after).hosts().getFirst().lines())
                .containsExactly(
                        "the route of path = /x with methods = [\"GET\"] is upstream = a, was not written",
                        "the route of path-exact = /r is answer.body = s, was answer.body = r",
                        "the route of path = /x is not written any more, was upstream = a");
        assertThat(change(
                                before,
                                routes(
                                        "{ path-exact = \"/r\", answer.body = r }",
                                        "{ path = \"/x\", upstream = a }",
                                        root))
                        .hosts())
                .isEmpty();
    }

    private static String routes(String... routes) {
        return CERTIFICATE
                + "frontdoor.upstreams.a.servers = [\"a:80\"]\nfrontdoor.sites.shop {\nhosts = [\"example.com\"]\n"
                + "hsts.max-age = 30d\nroutes = [" + String.join("\n", routes) + "]\n}\n";
    }

    @Test
    void tellsARaisedPolicyInDays() throws IOException {
        PlanChange change = change(
                BEFORE,
                site("\"example.com\", \"www.example.com\"", "hsts { max-age = 60d, include-subdomains = true }"));
        assertThat(change.hosts()).hasSize(2);
        assertThat(change.hosts().getFirst().kind()).isEqualTo(PlanChange.Kind.CHANGED);
        assertThat(change.hosts().getFirst().lines())
                .containsExactly(
                        "https://example.com/: Strict-Transport-Security is max-age=5184000; includeSubDomains, was"
                                + " max-age=2592000",
                        "browsers use nothing but https for 60d after each visit, it was 30d",
                        "every host below it is bound too: each needs https with a good certificate");
    }

    @Test
    void warnsThatOffTakesNothingBack() throws IOException {
        List<String> off = change(BEFORE, site("\"example.com\", \"www.example.com\"", "hsts = off"))
                .hosts()
                .getFirst()
                .lines();
        assertThat(off).last().asString().contains("up to 30d after their last visit", "hsts = kill does");
        List<String> kill = change(BEFORE, site("\"example.com\", \"www.example.com\"", "hsts = kill"))
                .hosts()
                .getFirst()
                .lines();
        assertThat(kill).last().asString().startsWith("browsers forget the policy when they come back over https");
    }

    @Test
    void saysThatSubdomainsAreFreedByKillAndNotByOff() throws IOException {
        String hosts = "\"example.com\", \"www.example.com\"";
        String before = site(hosts, "hsts { max-age = 30d, include-subdomains = true }");
        String freed = "hosts below it are no longer bound, once browsers have come back here";

        assertThat(change(before, site(hosts, "hsts = kill")).hosts().getFirst().lines())
                .contains(freed);
        assertThat(change(before, site(hosts, "hsts = off")).hosts().getFirst().lines())
                .doesNotContain(freed);
    }

    @Test
    void tellsHostsThatComeAndGo() throws IOException {
        PlanChange change = change(BEFORE, site("\"example.com\", \"new.example.com\"", "hsts.max-age = 30d"));
        assertThat(PlanChangeText.of(change, Paint.NONE))
                .contains("+ new.example.com  added", "- www.example.com  removed", "2 hosts changed for browsers")
                .anyMatch(line -> line.contains("keep to https for up to 30d after their last visit"));
    }

    @Test
    void tellsAHopMore() throws IOException {
        PlanChange change = change(
                BEFORE,
                site("\"example.com\", \"www.example.com\"", "hsts.max-age = 30d\ncanonical = \"example.com\""));
        assertThat(change.hosts())
                .singleElement()
                .satisfies(host -> assertThat(host.lines())
                        .containsExactly(
                                "https://www.example.com/: 301 -> https://example.com/, was forwarded to http://legacy:8080",
                                "one hop more: https://example.com/  forward to http://legacy:8080"));
    }

    @Test
    void tellsHowACertificateDiffersInWhatPeopleLookAtFirst() throws IOException {
        String all = "example.com, www.example.com, new.example.com";
        assertThat(certificateChanges("2028-10-01 example.com www.example.com new.example.com"))
                .containsExactly(
                        "https://example.com/: certificate of " + all
                                + " ends 2028-10-01T00:00:00Z, was 2027-10-01T00:00:00Z",
                        "https://www.example.com/: certificate of " + all
                                + " ends 2028-10-01T00:00:00Z, was 2027-10-01T00:00:00Z");
        assertThat(certificateChanges("2027-10-01 example.com"))
                .containsExactly(
                        "https://example.com/: certificate of example.com, ends 2027-10-01T00:00:00Z, was of " + all
                                + ", ends 2027-10-01T00:00:00Z",
                        "https://www.example.com/: certificate none, was of " + all + ", ends 2027-10-01T00:00:00Z");
        assertThat(certificateChanges("2027-10-01 example.com www.example.com new.example.com"))
                .hasSize(2)
                .allMatch(line -> line.matches("https://(www[.])?example[.]com/: certificate of " + all
                        + " ends 2027-10-01T00:00:00Z as before, but is another one: serial [0-9a-f]+, was [0-9a-f]+"));
    }

    /** What becomes of the hosts of {@link #BEFORE} with a certificate of this end and these names. */
    private static List<String> certificateChanges(String endAndNames) throws IOException {
        GoldenCase before = GoldenCase.of("change", BEFORE);
        String after = BEFORE.replace("2027-10-01 example.com www.example.com new.example.com", endAndNames);
        GoldenCase now = GoldenCase.of("change-to", after);
        return PlanChange.between(
                        before.plan(), SeenSettings.of(before.config()), now.plan(), SeenSettings.of(now.config()))
                .hosts()
                .stream()
                .flatMap(host -> host.lines().stream())
                .filter(line -> line.contains(": certificate "))
                .toList();
    }

    private static String site(String hosts, String rest) {
        return CERTIFICATE + "frontdoor.sites.shop {\nhosts = [" + hosts + "]\n" + rest
                + "\nbackend = \"http://legacy:8080\"\n}\n";
    }

    /** Both are unpacked in one place, after each other, so that they share the certificate's files. */
    private static PlanChange change(String before, String after) throws IOException {
        GoldenCase old = GoldenCase.of("change", before);
        GoldenCase young = GoldenCase.of("change-to", after);
        return PlanChange.between(
                old.plan(),
                SeenSettings.of(old.config()),
                Plan.of(young.config(), old.certificates(), old.ledger().ledger(), young.at()),
                SeenSettings.of(young.config()));
    }
}
