package frontdoor.serve;

import frontdoor.reload.Reload;
import frontdoor.reload.ReloadListener;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/** Counts reloads by what became of them, and remembers whether the last one was good. */
final class ReloadTally implements ReloadListener {
    private final InstantSource clock;
    private final AtomicLong applied = new AtomicLong();
    private final AtomicLong refused = new AtomicLong();
    private final AtomicLong unchanged = new AtomicLong();
    private volatile boolean lastGood = true;
    private volatile long lastGoodSeconds;

    ReloadTally(InstantSource clock) {
        this.clock = clock;
        this.lastGoodSeconds = clock.instant().getEpochSecond();
    }

    @Override
    public void reloaded(Reload outcome) {
        switch (outcome) {
            case Reload.Applied _ -> applied.incrementAndGet();
            case Reload.Unchanged _ -> unchanged.incrementAndGet();
            case Reload.Refused(var _) -> refused.incrementAndGet();
        }
        lastGood = !(outcome instanceof Reload.Refused);
        if (lastGood) {
            lastGoodSeconds = clock.instant().getEpochSecond();
        }
    }

    Map<String, Double> counts() {
        return Map.of(
                "applied",
                applied.doubleValue(),
                "unchanged",
                unchanged.doubleValue(),
                "refused",
                refused.doubleValue());
    }

    /** 1 if what the files say is in force, 0 if the last reload was refused. */
    double lastGood() {
        return lastGood ? 1 : 0;
    }

    /** When the files were last found good, in seconds since the epoch. */
    double lastGoodSeconds() {
        return lastGoodSeconds;
    }
}
