package frontdoor.budget;

import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;

/**
 * The octets of responses that the clients of one event loop may leave waiting in their streams' queues. Beyond that every stream still
 * moves, but holds no more than one read of its backend at a time.
 *
 * <h2>Threads</h2>
 *
 * Confined to its event loop, except {@link #held()}.
 */
public final class Room {
    private final long most;
    private final BooleanSupplier plenty;
    private final AtomicLong held = new AtomicLong();

    /** Room for {@code most} octets, which are also too many as soon as there is not {@code plenty} of everything. */
    public Room(long most, BooleanSupplier plenty) {
        this.most = most;
        this.plenty = plenty;
    }

    /** Room without an end. */
    public static Room unlimited() {
        return new Room(Long.MAX_VALUE, () -> true);
    }

    /** {@code octets} are kept, or, if negative, have left. */
    public void onHeld(int octets) {
        held.lazySet(held.getPlain() + octets);
    }

    /** Whether no more is to be kept than has to be. */
    public boolean isTight() {
        return held.getPlain() > most || !plenty.getAsBoolean();
    }

    /** Whether another request may begin. */
    public boolean admitsRequests() {
        return plenty.getAsBoolean();
    }

    /** Octets that wait. */
    public long held() {
        return held.get();
    }
}
