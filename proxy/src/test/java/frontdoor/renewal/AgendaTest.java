package frontdoor.renewal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class AgendaTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    private final Agenda<String> agenda = new Agenda<>();

    @Test
    void takesWhatIsDueTheSoonestFirst() {
        agenda.put("late", NOW.plusSeconds(1));
        agenda.put("second", NOW);
        agenda.put("first", Instant.MIN);
        agenda.put("third", NOW);
        assertThat(agenda.take(NOW)).isEqualTo("first");
        assertThat(agenda.take(NOW)).isEqualTo("second");
        assertThat(agenda.take(NOW)).isEqualTo("third");
        assertThat(agenda.take(NOW)).isNull();
        assertThat(agenda.take(NOW.plusSeconds(1))).isEqualTo("late");
        assertThat(agenda.take(Instant.MAX)).isNull();
    }

    @Test
    void hasEachThingAtOneInstantOnly() {
        agenda.put("one", NOW);
        agenda.put("one", NOW.plusSeconds(2));
        assertThat(agenda.take(NOW.plusSeconds(1))).isNull();
        agenda.put("one", NOW);
        assertThat(agenda.take(NOW)).isEqualTo("one");
        assertThat(agenda.take(Instant.MAX)).isNull();
    }

    /** Ten thousand certificates, each looked at hourly, through a day of looks each second: every look finds what is due and no more. */
    @Test
    void findsTenThousandThingsInADayOfSeconds() {
        int things = 10_000;
        for (int i = 0; i < things; i++) {
            agenda.put("site" + i, NOW.plusSeconds(i % 3600));
        }
        long taken = 0;
        for (int second = 0; second < 86_400; second++) {
            Instant now = NOW.plusSeconds(second);
            int atOnce = 0;
            for (String due = agenda.take(now); due != null; due = agenda.take(now)) {
                agenda.put(due, now.plus(Duration.ofHours(1)));
                atOnce++;
            }
            assertThat(atOnce).isLessThanOrEqualTo(3);
            taken += atOnce;
        }
        assertThat(taken).isEqualTo(24L * things);
    }
}
