package frontdoor.budget;

import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;

/**
 * The octets that the clients of one event loop may have it keep: of responses that wait in their streams' queues, and of requests under
 * way. Beyond the first every stream still moves, but holds no more than one read of its backend at a time; beyond the second no further
 * request begins, also between two looks at the budgets.
 *
 * <h2>Threads</h2>
 *
 * Confined to its event loop, except {@link #held()} and {@link #heads()}.
 */
public final class Room {
    private final long most;
    private final long mostHeads;
    private final BooleanSupplier plenty;
    private final AtomicLong held = new AtomicLong();
    private final AtomicLong heads = new AtomicLong();

    /**
     * Room for {@code most} octets of responses and {@code mostHeads} of requests, which are also too many as soon as there is not
     * {@code plenty} of everything.
     */
    public Room(long most, long mostHeads, BooleanSupplier plenty) {
        this.most = most;
        this.mostHeads = mostHeads;
        this.plenty = plenty;
    }

    /** Room without an end. */
    public static Room unlimited() {
        return new Room(Long.MAX_VALUE, Long.MAX_VALUE, () -> true);
    }

    /** {@code octets} are kept, or, if negative, have left. */
    public void onHeld(int octets) {
        held.lazySet(held.getPlain() + octets);
    }

    /** A request keeps {@code octets} of the heap, or, if negative, no longer does. */
    public void onHead(int octets) {
        heads.lazySet(heads.getPlain() + octets);
    }

    /** Whether no more is to be kept than has to be. */
    public boolean isTight() {
        return held.getPlain() > most || !plenty.getAsBoolean();
    }

    /** Whether another request may begin. */
    public boolean admitsRequests() {
        return heads.getPlain() <= mostHeads && plenty.getAsBoolean();
    }

    /** Octets that wait. */
    public long held() {
        return held.get();
    }

    /** Octets of requests that are under way. */
    public long heads() {
        return heads.get();
    }
}
