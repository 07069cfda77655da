package frontdoor.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import frontdoor.fixture.RecordedLog;
import frontdoor.fixture.SnapshotFixture;
import frontdoor.heads.TrustedProxies;
import frontdoor.hosts.HostPattern;
import frontdoor.hosts.HostTable;
import frontdoor.policy.CertificateFacts;
import frontdoor.policy.HstsPolicy;
import frontdoor.policy.HstsSchedule;
import frontdoor.policy.PlaintextRule;
import frontdoor.policy.Ramp;
import frontdoor.policy.RedirectRule;
import frontdoor.policy.SitePolicy;
import frontdoor.policy.SiteScheme;
import frontdoor.route.RouteTable;
import frontdoor.snapshot.Site;
import frontdoor.snapshot.Snapshot;
import frontdoor.terms.TlsTerms;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The messages about ramps that certificates hold. */
class HoldWatchTest {
    private static final Instant SOON = Instant.parse("2026-11-25T12:00:00Z");
    private static final CertificateFacts OLD =
            new CertificateFacts(true, SOON.minus(Duration.ofDays(72)), SOON, SOON.plus(Duration.ofDays(18)));
    private static final CertificateFacts NEW =
            new CertificateFacts(true, SOON, SOON.plus(Duration.ofDays(72)), SOON.plus(Duration.ofDays(90)));

    private final RecordedLog told = RecordedLog.ofAll(HoldWatch.class);
    private Snapshot snapshot = snapshot(OLD);
    private Instant now = SOON.minusSeconds(1);
    private final HoldWatch watch = new HoldWatch(() -> snapshot, () -> now);

    @AfterEach
    void close() {
        told.close();
        watch.close();
    }

    @Test
    void tellsOnceThatARampIsHeldAndOnceThatItGoesOn() {
        watch.look();
        assertThat(told.events()).isEmpty();
        assertThat(watch.gauges()).containsOnly(entry("a.test", 0.0));

        now = SOON;
        watch.look();
        watch.look();
        assertThat(told.events()).singleElement().satisfies(event -> {
            assertThat(event.getMessage()).contains("held until a good certificate is served");
            assertThat(event.getKeyValuePairs()).extracting(Object::toString).contains("host=\"a.test\"");
        });
        assertThat(watch.gauges()).containsOnly(entry("a.test", 1.0));

        snapshot = snapshot(NEW);
        watch.look();
        watch.look();
        assertThat(told.events())
                .hasSize(2)
                .last()
                .satisfies(event -> assertThat(event.getMessage()).contains("held no more"));
        assertThat(watch.gauges()).containsOnly(entry("a.test", 0.0));
    }

    private static Snapshot snapshot(CertificateFacts certificate) {
        Ramp ramp = new Ramp(LocalDate.of(2026, 11, 22), List.of(Duration.ofDays(30)));
        HstsPolicy.Send full = new HstsPolicy.Send(31_536_000, false, false);
        return new Snapshot(
                new HostTable<Site>()
                        .with(HostPattern.of("a.test"), site(HstsSchedule.ramp(ramp, full, certificate)))
                        .with(HostPattern.of("b.test"), site(HstsSchedule.always(full))),
                Map.of(),
                List.of(),
                Set.of(),
                TrustedProxies.NONE,
                TlsTerms.USUAL);
    }

    private static Site site(HstsSchedule schedule) {
        SiteScheme scheme =
                new SiteScheme(List.of(), null, 443, new RedirectRule.Auto(), PlaintextRule.REDIRECT, false);
        SitePolicy policy = new SitePolicy(scheme, schedule);
        return SnapshotFixture.site(policy, true, new RouteTable<>(List.of()));
    }
}
