package frontdoor.share;

import java.util.HashMap;
import java.util.Map;

/**
 * A number of places that all clients share.
 *
 * <p>While plenty are free whoever comes takes one: behind a balancer everybody is one client. The last eighth is for those who hold less
 * than their part, which is what each would have if one more client came and all had the same. So a single client never takes everything,
 * and one that comes late finds a place, unless others that came late have taken them all.
 *
 * <h2>Threads</h2>
 *
 * Any thread; a lock is held for a moment, so this is for what happens with connections, or while places are short, never for what
 * happens with every request.
 */
public final class Places {
    private static final int KEPT = 8;
    /** Of so few, an eighth is none; one is kept all the same. */
    private static final int FEW = 4;

    private final Map<ClientKey, Integer> held = new HashMap<>();
    private volatile int limit;
    private volatile int ceiling = Integer.MAX_VALUE;
    private volatile int taken;

    /** {@code limit} places, none of them taken; 0 or more. */
    public Places(int limit) {
        this.limit = limit;
    }

    /** Places there are. */
    public int limit() {
        return limit;
    }

    /** Changes the number of places; what is taken beyond it stays so until it is given back. */
    public void setLimit(int limit) {
        this.limit = limit;
    }

    /** No more than {@code ceiling} are taken, of which nothing is kept for anybody. */
    public void setCeiling(int ceiling) {
        this.ceiling = ceiling;
    }

    /** Whether nobody gets a place. */
    public boolean isFull() {
        return taken >= limit || taken >= ceiling;
    }

    /** Places that are taken. */
    public int taken() {
        return taken;
    }

    /** Places that {@code client} holds. */
    public synchronized int heldBy(ClientKey client) {
        return held.getOrDefault(client, 0);
    }

    /** Takes a place for {@code client}, if there is one that it may have. */
    public synchronized boolean tryTake(ClientKey client) {
        if (isFull() || !mayTakeOneMore(client)) {
            return false;
        }
        take(client);
        return true;
    }

    /** Takes a place for {@code client}, whether there is one or not. */
    public synchronized void take(ClientKey client) {
        held.merge(client, 1, Integer::sum);
        taken++;
    }

    /** Whether {@code client} may have one of the places that are left, if any is. */
    public synchronized boolean mayTakeOneMore(ClientKey client) {
        if (taken < limit - kept(limit)) {
            return true;
        }
        int holds = heldBy(client);
        int clients = held.size() + (holds == 0 ? 1 : 0);
        return holds < Math.max(1, limit / (clients + 1));
    }

    private static int kept(int limit) {
        return limit >= KEPT ? limit / KEPT : limit >= FEW ? 1 : 0;
    }

    /** Gives back a place of {@code client}. */
    public synchronized void give(ClientKey client) {
        held.computeIfPresent(client, (_, count) -> count == 1 ? null : count - 1);
        taken--;
    }

    /** A place of {@code from} is {@code to}'s from now on. */
    public synchronized void move(ClientKey from, ClientKey to) {
        give(from);
        take(to);
    }
}
