package frontdoor.serve;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import frontdoor.fixture.TestCertificates;
import frontdoor.heads.TrustedProxies;
import frontdoor.hosts.HostTable;
import frontdoor.pairs.KeyKind;
import frontdoor.snapshot.Site;
import frontdoor.snapshot.Snapshot;
import frontdoor.terms.ClientTrust;
import frontdoor.terms.TlsPolicy;
import frontdoor.terms.TlsTerms;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

final class ClientTrustWatchTest {
    private static final Instant END = Instant.parse("2026-11-28T00:00:00Z");

    private Instant now = END;

    private static Snapshot snapshot(Duration lifetime) {
        var authority = TestCertificates.leaf(
                TestCertificates.newKeys(KeyKind.EC), List.of("a.test"), END.minus(lifetime), END);
        return snapshot(new ClientTrust(true, List.of(authority), List.of(), () -> END));
    }

    private static Snapshot snapshot(ClientTrust trust) {
        return new Snapshot(
                new HostTable<Site>(),
                Map.of(),
                List.of(),
                Set.of(),
                TrustedProxies.NONE,
                new TlsTerms(TlsPolicy.MODERN, trust));
    }

    private List<String> told(Snapshot snapshot, Duration... before) {
        Logger log = (Logger) LoggerFactory.getLogger(ClientTrustWatch.class);
        ListAppender<ILoggingEvent> told = new ListAppender<>();
        told.start();
        log.addAppender(told);
        try (ClientTrustWatch watch = new ClientTrustWatch(() -> snapshot, () -> now)) {
            for (Duration one : before) {
                now = END.minus(one);
                watch.look();
            }
        } finally {
            log.detachAppender(told);
        }
        return told.list.stream().map(ILoggingEvent::getMessage).toList();
    }

    @Test
    void tellsOnceBeforeAnAuthorityEndsAndOnceWhenItHas() {
        Duration day = Duration.ofDays(1);
        assertThat(told(snapshot(Duration.ofDays(100)), day.multipliedBy(21))).isEmpty();
        assertThat(told(snapshot(Duration.ofDays(100)), day.multipliedBy(19), day, day, day.negated(), day.negated()))
                .satisfiesExactly(
                        soon -> assertThat(soon).contains("is about to end"),
                        ended -> assertThat(ended).contains("has ended"));
        // A fifth of ten years is no news.
        assertThat(told(snapshot(Duration.ofDays(3650)), day.multipliedBy(61))).isEmpty();
        assertThat(told(snapshot(Duration.ofDays(3650)), day.multipliedBy(59))).hasSize(1);
    }

    /** Its authority, which is believed for decades, is not what ends. */
    @Test
    void tellsTheSameOfARevocationList() {
        Duration day = Duration.ofDays(1);
        ClientTrust trust = new ClientTrust(
                true,
                List.of(TestCertificates.AUTHORITY),
                List.of(TestCertificates.revocations(END.minus(day.multipliedBy(10)), END)),
                () -> END);
        assertThat(told(snapshot(trust), day.multipliedBy(3))).isEmpty();
        assertThat(told(snapshot(trust), day, Duration.ofHours(2), day.negated()))
                .satisfiesExactly(
                        soon -> assertThat(soon).contains("is about to end"),
                        ended -> assertThat(ended).contains("has ended"));
    }
}
