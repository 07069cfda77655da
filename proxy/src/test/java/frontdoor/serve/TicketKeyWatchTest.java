package frontdoor.serve;

import static org.assertj.core.api.Assertions.assertThat;

import frontdoor.fixture.RecordedLog;
import frontdoor.terms.SharedTicketKeys;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** C10: keys from files are rotated by whoever writes them, or somebody is told. */
final class TicketKeyWatchTest {
    private static final Instant START = Instant.parse("2026-11-28T00:00:00Z");

    private Instant now = START;
    private SharedTicketKeys keys = keys(1);

    private SharedTicketKeys keys(int first) {
        byte[] key = new byte[SharedTicketKeys.OCTETS];
        key[0] = (byte) first;
        return new SharedTicketKeys(key, key, key, now);
    }

    @Test
    void tellsOnceThatKeysHaveBecomeOld() {
        try (RecordedLog log = RecordedLog.of(TicketKeyWatch.class);
                TicketKeyWatch watch = new TicketKeyWatch(() -> Optional.of(keys), () -> now)) {
            for (int hour = 0; hour <= 48; hour += 24) {
                pass(24, watch);
                keys = keys(hour);
                watch.look();
            }
            assertThat(log.lines()).isEmpty();
            pass(26, watch);
            pass(26, watch);
            assertThat(log.lines()).singleElement().asString().contains("2026-12-01T00:00:00Z", "at least once a day");
            keys = keys(9);
            watch.look();
            pass(26, watch);
            assertThat(log.lines()).hasSize(2);
        }
    }

    private void pass(int hours, TicketKeyWatch watch) {
        now = now.plus(Duration.ofHours(hours));
        watch.look();
    }

    /** The report of the start, or of the reload, has told of these. */
    @Test
    void saysNothingOfKeysThatWereOldWhenTheyWereRead() {
        now = START.plus(Duration.ofDays(9));
        try (RecordedLog log = RecordedLog.of(TicketKeyWatch.class);
                TicketKeyWatch watch = new TicketKeyWatch(() -> Optional.of(keys), () -> now)) {
            watch.look();
            pass(24, watch);
            assertThat(log.lines()).isEmpty();
        }
    }
}
