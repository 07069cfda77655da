package frontdoor.budget;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;

/**
 * The octets that the clients of one event loop may have it keep: of responses that wait in their streams' queues, and of requests under
 * way. Beyond the first every stream still moves, but holds no more than one read of its backend at a time; beyond the second no further
 * request begins, also between two looks at the budgets.
 *
 * <p>What is kept of requests is shared like the places of connections: while there is plenty whoever comes may have it. The last eighth is for clients
 * that keep less than their part, which is what each would have if one more came and all had the same. So a single one never takes everything.
 *
 * <h2>Threads</h2>
 *
 * Confined to its event loop, except {@link #held()} and {@link #heads()}.
 */
public final class Room {
    /** The part of what requests may keep, as its denominator, that is for whoever keeps little. */
    private static final int LAST = 8;

    private final long most;
    private final long mostHeads;
    private final BooleanSupplier plenty;
    private final AtomicLong held = new AtomicLong();
    private final AtomicLong heads = new AtomicLong();
    private final Map<Object, Tenant> tenants = new HashMap<>();
    /** Of these keep something at the moment. */
    private int keeping;

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

    /**
     * The part of {@code client} for one more connection of its own, until that leaves it.
     *
     * @param client whoever equals it is the same client
     */
    public Tenant enter(Object client) {
        Tenant tenant = tenants.computeIfAbsent(client, _ -> new Tenant(this, client));
        tenant.enter();
        return tenant;
    }

    /** A tenant keeps {@code octets} more of requests, or, if negative, less; it kept something {@code before}, and does so {@code now}. */
    void onHead(int octets, boolean before, boolean now) {
        heads.lazySet(heads.getPlain() + octets);
        keeping += (now ? 1 : 0) - (before ? 1 : 0);
    }

    /** Nothing is there of {@code client} any more. */
    void forget(Object client) {
        tenants.remove(client);
    }

    /** Whether no more is to be kept than has to be. */
    public boolean isTight() {
        return held.getPlain() > most || !plenty.getAsBoolean();
    }

    /** Whether another request of {@code client} may begin. */
    public boolean admitsRequestOf(Object client) {
        long kept = heads.getPlain();
        boolean room = kept <= mostHeads - mostHeads / LAST || kept <= mostHeads && isWithinItsPart(client);
        return room && plenty.getAsBoolean();
    }

    private boolean isWithinItsPart(Object client) {
        Tenant tenant = tenants.get(client);
        long keeps = tenant == null ? 0 : tenant.octets();
        int clients = keeping + (keeps == 0 ? 1 : 0);
        return keeps < mostHeads / (clients + 1);
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
