package frontdoor.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import frontdoor.fixture.Draw;
import frontdoor.fixture.Seeds;
import frontdoor.promises.LedgerLines;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Policies change, clocks jump, and in between a client looks at answers: whatever it was shown, the ledger covers, at once and for ever.
 * HSTS.md, chapter 4: Ledger.
 */
class LedgerPropertyTest {
    private static final Instant START = Instant.parse("2026-11-22T12:00:00Z");
    private static final List<String> HOSTS = List.of("a.test", "b.test", "*.c.test");
    private static final int STEPS = 80;

    /**
     * A policy that somebody was shown, and until when it binds: by a clock that never stands still nor jumps, the
     * browser's.
     */
    private record Shown(String host, Promise promise, Instant until) {}

    @Seeds(tries = 300)
    void coversEveryAnswerThatAnybodyWasShown(Draw draw) {
        Random random = draw.random();
        Ledger ledger = Ledger.EMPTY;
        Map<String, Sending> sent = new HashMap<>();
        List<Shown> shown = new ArrayList<>();
        Instant real = START;
        for (int step = 0; step < STEPS; step++) {
            real = real.plusSeconds(random.nextInt(20 * 86_400));
            Instant wall = random.nextInt(5) == 0 ? real.plus(Duration.ofDays(random.nextInt(4_000))) : real;
            if (random.nextBoolean()) {
                change(sent, random);
                ledger = reread(ledger.opened(sent.values(), wall));
                ledger = random.nextInt(4) == 0 ? ledger : reread(ledger.settled(sent.values(), wall));
            }
            ledger = ledger.seenAt(wall);
            for (Sending sending : sent.values()) {
                assertThat(ledger.covers(sending, wall)).isTrue();
                shown.add(new Shown(
                        sending.host(),
                        sending.promise(),
                        real.plusSeconds(sending.promise().maxAge())));
            }
            assertCovered(ledger, shown, real);
        }
    }

    private static void change(Map<String, Sending> sent, Random random) {
        String host = HOSTS.get(random.nextInt(HOSTS.size()));
        if (random.nextInt(3) == 0) {
            sent.remove(host);
            return;
        }
        long maxAge = 1 + random.nextInt(3 * 365 * 86_400);
        sent.put(host, new Sending(host, new Promise(maxAge, random.nextBoolean(), random.nextBoolean()), Instant.MIN));
    }

    private static void assertCovered(Ledger ledger, List<Shown> shown, Instant real) {
        for (Shown one : shown) {
            assertThat(ledger.boundUntil(one.host(), real))
                    .get()
                    .satisfies(until -> assertThat(until).isAfterOrEqualTo(one.until()));
            if (one.promise().includeSubdomains()) {
                assertThat(ledger.boundUntilSubdomains(one.host(), real))
                        .get()
                        .satisfies(until -> assertThat(until).isAfterOrEqualTo(one.until()));
            }
            if (one.promise().preload()) {
                assertThat(ledger.hasSentPreload(one.host(), real)).isTrue();
            }
        }
        assertThat(ledger.entries()).hasSizeLessThanOrEqualTo(HOSTS.size() * (HostEntries.KEPT + 4));
    }

    /** As a process that crashed would find it. */
    private static Ledger reread(Ledger ledger) {
        LedgerLines.Read read = LedgerLines.read(LedgerLines.write(ledger));
        assertThat(read.fault()).isNull();
        return read.ledger();
    }
}
