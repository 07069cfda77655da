package frontdoor.serve;

import frontdoor.loop.Periodically;
import frontdoor.policy.HstsHold;
import frontdoor.policy.HstsSchedule;
import frontdoor.snapshot.Snapshot;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells once when a certificate holds a ramp, and once when the ramp goes on. What is sent does not depend on it.
 *
 * <h2>Threads</h2>
 *
 * One of its own; {@link #gauges} on any.
 */
final class HoldWatch implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(HoldWatch.class);
    private static final Duration PERIOD = Duration.ofSeconds(10);

    private final Supplier<Snapshot> snapshots;
    private final InstantSource clock;
    private final Periodically looks = new Periodically("frontdoor-holds", "looking at held HSTS ramps");
    private Map<String, HstsHold> told = Map.of();

    HoldWatch(Supplier<Snapshot> snapshots, InstantSource clock) {
        this.snapshots = snapshots;
        this.clock = clock;
    }

    /** Watches from now on. */
    static HoldWatch start(Supplier<Snapshot> snapshots, InstantSource clock) {
        HoldWatch watch = new HoldWatch(snapshots, clock);
        watch.looks.start(watch::look, Duration.ZERO, () -> PERIOD);
        return watch;
    }

    /** Tells what has changed since the last look. */
    void look() {
        Map<String, HstsHold> held = new TreeMap<>();
        Instant now = clock.instant();
        snapshots
                .get()
                .hosts()
                .forEach((host, site) -> site.policy().schedule().hold(now).ifPresent(hold -> held.put(host, hold)));
        held.forEach((host, hold) -> {
            HstsHold before = told.get(host);
            if (before == null || before.cause() != hold.cause()) {
                log.atWarn()
                        .addKeyValue("host", host)
                        .addKeyValue("because", hold.cause().text())
                        .log("the HSTS ramp is held until a good certificate is served");
            }
        });
        told.keySet().stream()
                .filter(host -> !held.containsKey(host))
                .forEach(host -> log.atInfo().addKeyValue("host", host).log("the HSTS ramp is held no more"));
        told = held;
    }

    /** For every host with a ramp, 1 if it is held, else 0. */
    Map<String, Double> gauges() {
        Map<String, Double> gauges = new TreeMap<>();
        Instant now = clock.instant();
        snapshots.get().hosts().forEach((host, site) -> {
            HstsSchedule schedule = site.policy().schedule();
            if (schedule.hasRamp()) {
                gauges.put(host, schedule.hold(now).isPresent() ? 1.0 : 0.0);
            }
        });
        return gauges;
    }

    @Override
    public void close() {
        looks.close();
    }
}
