package frontdoor.serve;

import frontdoor.loop.Periodically;
import frontdoor.plan.TicketKeyAge;
import frontdoor.terms.SharedTicketKeys;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells once that nobody rotates the keys of session tickets any more. Of keys that are old when they are read, whoever reads them has told.
 *
 * <h2>Threads</h2>
 *
 * One of its own.
 */
final class TicketKeyWatch implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(TicketKeyWatch.class);
    private static final Duration PERIOD = Duration.ofMinutes(1);

    private final Supplier<Optional<SharedTicketKeys>> keys;
    private final InstantSource clock;
    private final Periodically looks = new Periodically("frontdoor-tickets", "looking at keys of session tickets");
    private @Nullable SharedTicketKeys fresh;

    TicketKeyWatch(Supplier<Optional<SharedTicketKeys>> keys, InstantSource clock) {
        this.keys = keys;
        this.clock = clock;
    }

    /** Watches from now on. */
    static TicketKeyWatch start(Supplier<Optional<SharedTicketKeys>> keys, InstantSource clock) {
        TicketKeyWatch watch = new TicketKeyWatch(keys, clock);
        watch.looks.start(watch::look, Duration.ZERO, () -> PERIOD);
        return watch;
    }

    /** Tells what was not told before. */
    void look() {
        SharedTicketKeys now = keys.get().orElse(null);
        if (now == null || !now.areOld(clock.instant())) {
            fresh = now;
            return;
        }
        if (now.equals(fresh)) {
            log.atWarn()
                    .addKeyValue("tls.session-ticket-keys", TicketKeyAge.inWords(now))
                    .log("keys of session tickets have become old");
        }
        fresh = null;
    }

    @Override
    public void close() {
        looks.close();
    }
}
