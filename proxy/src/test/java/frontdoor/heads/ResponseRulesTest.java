package frontdoor.heads;

import static org.assertj.core.api.Assertions.assertThat;

import frontdoor.config.SiteSettings;
import frontdoor.fixture.SnapshotFixture;
import frontdoor.fixture.TestRequest;
import frontdoor.fixture.Written;
import frontdoor.hosts.HostPattern;
import frontdoor.hosts.HostTable;
import frontdoor.http.FieldName;
import frontdoor.http.Fields;
import frontdoor.http.Octets;
import frontdoor.http.RequestHead;
import frontdoor.policy.HstsPolicy;
import frontdoor.policy.HstsSchedule;
import frontdoor.policy.PlaintextRule;
import frontdoor.policy.RedirectRule;
import frontdoor.policy.SitePolicy;
import frontdoor.policy.SiteScheme;
import frontdoor.route.RouteTable;
import frontdoor.snapshot.Site;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Which rules a site has, and what is told of what they mend. */
class ResponseRulesTest {
    private final List<String> masked = new ArrayList<>();

    private Fields apply(boolean repairs, boolean pin, boolean reports, boolean secure) {
        Fields fields = new Fields(16);
        fields.add(FieldName.CONTENT_TYPE, Octets.of("text/html; charset=utf-8"));
        fields.add(FieldName.LOCATION, Octets.of("http://www.a.test/x"));
        fields.add(FieldName.SET_COOKIE, Octets.of("one=1; Path=/"));
        fields.add(FieldName.SET_COOKIE, Octets.of("two=2; Secure"));
        fields.add(FieldName.SET_COOKIE, Octets.of("three"));
        RequestHead request = TestRequest.of("GET", "/");
        TestRequest.add(request, "Sec-Fetch-Dest", "document");
        RecordingExchange exchange = new RecordingExchange(request, secure);
        rules(repairs, pin, reports).apply(fields, exchange);
        masked.addAll(exchange.masked);
        return fields;
    }

    private static ResponseRules rules(boolean repairs, boolean pin, boolean reports) {
        SiteSettings settings = Written.site("repair { locations = " + repairs + ", cookies = " + repairs
                + " }, mixed-content = " + (reports ? "collect" : "off"));
        SiteScheme scheme = new SiteScheme(
                List.of("www.a.test", "a.test"),
                "www.a.test",
                443,
                new RedirectRule.Auto(),
                PlaintextRule.REDIRECT,
                pin);
        SitePolicy policy = new SitePolicy(scheme, HstsSchedule.always(new HstsPolicy.Off()));
        HostTable<Site> hosts = new HostTable<Site>()
                .with(HostPattern.of("www.a.test"), SnapshotFixture.site(policy, true, new RouteTable<>(List.of())));
        return ResponseRules.of(
                settings, policy, new OwnHosts(hosts, 443, Set.of()), BackendSide.of(List.of(), Optional.empty()));
    }

    private static List<String> lines(Fields fields) {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < fields.size(); i++) {
            lines.add(fields.name(i) + " " + fields.value(i));
        }
        return lines;
    }

    @Test
    void changesNothingWhereNothingIsAskedFor() {
        assertThat(lines(apply(false, false, false, true)))
                .containsExactly(
                        "CONTENT_TYPE text/html; charset=utf-8",
                        "LOCATION http://www.a.test/x",
                        "SET_COOKIE one=1; Path=/",
                        "SET_COOKIE two=2; Secure",
                        "SET_COOKIE three");
        assertThat(masked).isEmpty();
    }

    /** G14: and tells what it was: of a cookie its name only, and nothing where it has none. */
    @Test
    void mendsLocationsAndCookiesAndTellsWhatTheyWere() {
        assertThat(lines(apply(true, false, false, true)))
                .containsExactly(
                        "CONTENT_TYPE text/html; charset=utf-8",
                        "LOCATION https://www.a.test/x",
                        "SET_COOKIE one=1; Path=/; Secure",
                        "SET_COOKIE two=2; Secure",
                        "SET_COOKIE three; Secure");
        assertThat(masked).containsExactly("LOCATION http://www.a.test/x", "COOKIE one", "COOKIE ");
    }

    @Test
    void addsToPagesWhatTheSiteAsksFor() {
        assertThat(lines(apply(false, true, false, true)))
                .hasSize(6)
                .last()
                .asString()
                .startsWith("LINK ");
        assertThat(lines(apply(false, false, true, true)))
                .hasSize(7)
                .anyMatch(line -> line.startsWith("CONTENT_SECURITY_POLICY_REPORT_ONLY default-src https:"))
                .anyMatch(line -> line.startsWith("REPORTING_ENDPOINTS frontdoor="));
    }

    /** Reports are asked for over TLS only, where they are taken. */
    @Test
    void asksForNoReportsInTheClear() {
        assertThat(lines(apply(false, false, true, false))).hasSize(5);
    }
}
