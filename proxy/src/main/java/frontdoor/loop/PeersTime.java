package frontdoor.loop;

/**
 * The time that peers had to do something: what the clock of a loop tells, but of a turn that took longer than half a second that half
 * only. A loop that was kept from turning (by classes that are loaded first, a collection, a machine that has other work) has let nobody connect
 * or answer in the rest, and has not looked whether somebody did.
 *
 * <h2>Threads</h2>
 *
 * Confined to its loop.
 */
final class PeersTime {
    /** Nanoseconds of a turn that count. */
    static final long MOST_OF_A_TURN = 5 * DeadlineWheel.TICK_NANOS;

    private long lastTick;
    private long had;
    private long most = MOST_OF_A_TURN;

    /** One that starts with {@code now}, in nanoseconds of the loop's clock, as that does. */
    PeersTime(long now) {
        lastTick = now;
        had = now;
    }

    void onTick(long now) {
        had = at(now);
        lastTick = now;
        most = MOST_OF_A_TURN;
    }

    /** The next tick is meant to come in {@code nanos}, and not after the usual time. */
    void onRest(long nanos) {
        most = nanos - DeadlineWheel.TICK_NANOS + MOST_OF_A_TURN;
    }

    long atLastTick() {
        return had;
    }

    /** The time at {@code now}, which is not before the last tick. */
    long at(long now) {
        return had + Math.min(now - lastTick, most);
    }
}
