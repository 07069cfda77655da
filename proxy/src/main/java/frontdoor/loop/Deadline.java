package frontdoor.loop;

/**
 * One moment at which something has to have happened, cheap to move: setting it later is a write, the {@link DeadlineWheel} looks at it
 * again when the moment it knew of has come.
 *
 * <h2>Threads</h2>
 *
 * Confined to the event loop of its wheel.
 */
public abstract class Deadline extends RingLink {
    static final long NEVER = Long.MAX_VALUE;

    /** Nanoseconds of the loop's clock, or {@link #NEVER}. */
    long at = NEVER;
    /** The tick it is filed under, or -1. */
    long filedUnder = -1;

    /** A deadline that runs {@code action} when its moment has come. */
    public static Deadline of(Runnable action) {
        return new Deadline() {
            @Override
            protected void onExpired() {
                action.run();
            }
        };
    }

    /** The moment has come; the deadline is no longer set and may be set anew. */
    protected abstract void onExpired();

    /** Whether a moment is set. */
    public final boolean isSet() {
        return at != NEVER;
    }

    /** Forgets the moment. The wheel keeps hold of the deadline until then, so that the next one can be set for nothing. */
    public final void clear() {
        at = NEVER;
    }

    /** Forgets the moment for good: the wheel lets go of the deadline at once, and of everything it refers to. */
    public final void withdraw() {
        at = NEVER;
        filedUnder = -1;
        unlink();
    }
}
