package frontdoor.upstream;

import frontdoor.health.SlowStart;
import frontdoor.health.Told;
import io.netty.util.concurrent.Ticker;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The health of a peer, made of what became of attempts to reach it.
 *
 * <p>A peer that could not be connected to is suspected: for a short while others are preferred, then a single exchange tries it, and the
 * first sign of life ends the suspicion.
 *
 * <h2>Threads</h2>
 *
 * Used by all event loops.
 */
public final class PeerHealth {
    static final long AVOIDED_NANOS = TimeUnit.SECONDS.toNanos(2);
    private static final long TRUSTED = 0;

    private final Ticker ticker;
    private final AtomicLong triedAgainAt = new AtomicLong(TRUSTED);
    private final SlowStart slowStart = new SlowStart();
    private volatile Told told = new Told("", Instant.now());

    /** Nothing is suspected yet; suspicions end by {@code ticker}. */
    PeerHealth(Ticker ticker) {
        this.ticker = ticker;
    }

    /** Whether it could not be connected to and has shown no sign of life since. */
    boolean suspected() {
        return triedAgainAt.get() != TRUSTED;
    }

    /** Whether an exchange should ask the peer; with {@code mayProbe} also if it is the one that finds out about a suspected peer. */
    public boolean decideToAsk(boolean mayProbe) {
        long at = triedAgainAt.get();
        if (at == TRUSTED) {
            return true;
        }
        long now = ticker.nanoTime();
        return mayProbe && now - at >= 0 && triedAgainAt.compareAndSet(at, later(now));
    }

    /** Hears of an attempt; returns whether it is news that the peer can, or cannot, be reached. */
    boolean onAttempt(Attempt attempt) {
        return switch (attempt) {
            case UNREACHABLE -> triedAgainAt.getAndSet(later(ticker.nanoTime())) == TRUSTED;
            case CONNECTED, ANSWERED -> suspected() && trust();
        };
    }

    private boolean trust() {
        if (triedAgainAt.getAndSet(TRUSTED) == TRUSTED) {
            return false;
        }
        onBack();
        tell("it can be reached again");
        return true;
    }

    /** It has come back, from whatever it was: its share grows from now on. */
    public void onBack() {
        slowStart.begin(ticker.nanoTime());
    }

    /** Nanoseconds of the clock of suspicions. */
    public long now() {
        return ticker.nanoTime();
    }

    /** How its share grows. */
    public SlowStart slowStart() {
        return slowStart;
    }

    /** Operators hear why it is suspected, or trusted, since now. */
    void tell(String why) {
        told = new Told(why, Instant.now());
    }

    /** Why it is suspected or trusted, and since when. */
    public Told told() {
        return told;
    }

    private static long later(long now) {
        return now + AVOIDED_NANOS | 1;
    }
}
