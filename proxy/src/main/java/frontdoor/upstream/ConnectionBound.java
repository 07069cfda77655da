package frontdoor.upstream;

import frontdoor.share.ClientKey;
import frontdoor.share.Places;

/**
 * The bound of the connections to one backend over all event loops, under the one of the connections to all backends together.
 *
 * <p>A connection counts from before it is opened until it is closed, for the client whose request opened it or, once half of the
 * places are taken, whose request used it last. Below that nobody asks who holds what, and reuse costs nothing.
 *
 * <h2>Threads</h2>
 *
 * Any thread.
 */
final class ConnectionBound {
    private final Places own;
    private final Places all;

    /** At most {@code limit} connections, which {@code all} counts, too; and as many as {@code requests}, since each serves one at a time. */
    ConnectionBound(int limit, int requests, Places all) {
        this.own = new Places(limit);
        this.all = all;
        own.setCeiling(requests);
    }

    void setLimits(int limit, int requests) {
        own.setLimit(limit);
        own.setCeiling(requests);
    }

    /** Whether there is no place. */
    boolean isFull() {
        return own.isFull();
    }

    int limit() {
        return own.limit();
    }

    int taken() {
        return own.taken();
    }

    /** Places that {@code client} holds. */
    int heldBy(ClientKey client) {
        return own.heldBy(client);
    }

    /** Whether it is not this backend that has too many connections, but all together. */
    boolean isHeldUpByOthers() {
        return all.taken() >= all.limit();
    }

    /** Takes the place of a connection for {@code client}, if there is one that it may have. */
    boolean tryTake(ClientKey client) {
        if (!own.tryTake(client)) {
            return false;
        }
        if (all.tryTake(client)) {
            return true;
        }
        own.give(client);
        return false;
    }

    /** The same, though this backend has as many connections as it may. */
    boolean tryTakeBeyond(ClientKey client) {
        if (!all.tryTake(client)) {
            return false;
        }
        own.take(client);
        return true;
    }

    /** Takes the place of a connection for {@code client}, whether there is one or not. */
    void take(ClientKey client) {
        own.take(client);
        all.take(client);
    }

    /** A connection of {@code holder} is about to serve {@code client}; returns for whom it counts from now on. */
    ClientKey onReuse(ClientKey holder, ClientKey client) {
        if (own.taken() <= own.limit() / 2 || holder.equals(client)) {
            return holder;
        }
        own.move(holder, client);
        all.move(holder, client);
        return client;
    }

    /** Gives back the place of a connection. */
    void give(ClientKey holder) {
        own.give(holder);
        all.give(holder);
    }
}
