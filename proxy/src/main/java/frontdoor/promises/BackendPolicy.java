package frontdoor.promises;

import frontdoor.http.Octets;
import frontdoor.ledger.Promise;
import frontdoor.policy.HstsSyntax;
import frontdoor.policy.HstsTerms;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which values of a backend's Strict-Transport-Security one host passes on: those that promise nothing beyond what is recorded. Another
 * one is recorded first, and answers go without it until then.
 *
 * <h2>Threads</h2>
 *
 * {@link #passes} on every event loop; the rest on the thread that records.
 */
public final class BackendPolicy {
    /** More different promises of one host are not recorded: a backend that never says the same twice is not to fill the disk. */
    static final int MOST_PROMISES = 8;

    private static final int MOST_VALUES = 16;
    private static final long NEXT_TRY_NANOS = TimeUnit.SECONDS.toNanos(10);

    private final String host;
    private final @Nullable Promises recorder;
    /** Values that pass, as they came; a race may lose one, which is then read again. */
    private volatile byte[][] values = {};

    private volatile List<Promise> recorded;
    private volatile @Nullable Promise asked;
    private final AtomicLong nextTry = new AtomicLong(System.nanoTime());
    private volatile boolean waiting;
    private boolean full;

    /**
     * The policy of {@code host}.
     *
     * @param recorder null where browsers ignore the field, so that nothing has to be recorded
     * @param recorded what it has passed on before
     */
    BackendPolicy(String host, @Nullable Promises recorder, List<Promise> recorded) {
        this.host = host;
        this.recorder = recorder;
        this.recorded = List.copyOf(recorded);
    }

    /** Whether this value may be passed on now. */
    public boolean passes(byte[] bytes, int start, int length) {
        for (byte[] value : values) {
            if (Octets.equal(bytes, start, length, value)) {
                return true;
            }
        }
        return decide(bytes, start, length);
    }

    private boolean decide(byte[] bytes, int start, int length) {
        HstsTerms terms = HstsSyntax.read(bytes, start, length);
        if (terms == null) {
            return false;
        }
        if (recorder == null || !terms.binds() || isRecorded(promiseOf(terms))) {
            byte[][] known = values;
            if (known.length < MOST_VALUES) {
                byte[][] more = Arrays.copyOf(known, known.length + 1);
                more[known.length] = Arrays.copyOfRange(bytes, start, start + length);
                values = more;
            }
            return true;
        }
        ask(recorder, promiseOf(terms));
        return false;
    }

    static Promise promiseOf(HstsTerms terms) {
        return new Promise(terms.maxAge(), terms.includeSubdomains(), terms.preload());
    }

    private boolean isRecorded(Promise promise) {
        for (Promise known : recorded) {
            if (known.covers(promise)) {
                return true;
            }
        }
        return false;
    }

    private void ask(Promises promises, Promise promise) {
        long due = nextTry.get();
        long now = System.nanoTime();
        // One waits at a time: a disk that hangs must not gather them.
        if (!waiting && now - due >= 0 && nextTry.compareAndSet(due, now + NEXT_TRY_NANOS)) {
            waiting = true;
            promises.recordLater(this, promise);
        }
    }

    String host() {
        return host;
    }

    /** Whether there is no room for another promise. */
    boolean isFull() {
        return recorded.size() >= MOST_PROMISES;
    }

    /** Remembers that it was full; whether this is the first time. */
    boolean onFull() {
        boolean first = !full;
        full = true;
        return first;
    }

    /** What was asked for last is being looked at; the next may wait. */
    void onBegun() {
        waiting = false;
    }

    /** From now on {@code promise} counts as sent, although nothing that needs it passes yet. */
    void toAsked(Promise promise) {
        asked = promise;
    }

    /** Whether it was recorded or not, the next value may ask. */
    void onAsked(Promise promise, boolean good) {
        if (good) {
            recorded = Stream.concat(recorded.stream(), Stream.of(promise)).toList();
            nextTry.set(System.nanoTime());
        }
        asked = null;
    }

    /** What counts as sent. */
    List<Promise> sent() {
        Promise pending = asked;
        return pending == null
                ? recorded
                : Stream.concat(recorded.stream(), Stream.of(pending)).toList();
    }
}
