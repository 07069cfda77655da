package frontdoor.listen;

import frontdoor.share.ClientKey;
import frontdoor.share.Places;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.NavigableSet;
import java.util.SequencedSet;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The places of client connections: who holds them, who gets another one, and who makes room for it.
 *
 * <p>When all places are taken a connection that does nothing ends, of the client that has most and of those the one that has done
 * nothing for longest. So does one that has not sent a whole request a second after it came; of these there are fewer places
 * ({@link ConnectionLimits#handshakes}). When they are all younger, the client that has most of them gives one up to whoever would still have fewer: a flood of
 * half requests makes nobody else wait. Whoever holds its part of the last places ({@link Places}) can only take the place of a connection of its own.
 *
 * <p>A connection that was asked to leave has given its place up at once: who comes instead need not wait for its end. Of those that do
 * not come to it the first is cut when there are many.
 *
 * <h2>Threads</h2>
 *
 * Any thread; a lock is held while a connection comes, is used for the first time, and goes.
 */
final class ClientShares {
    static final long HANDSHAKE_GRACE = TimeUnit.SECONDS.toNanos(1);

    private static final Comparator<OpenConnection> LONGEST = (a, b) -> Long.signum(a.quietSince() - b.quietSince());
    private static final int CLIENTS_LOOKED_AT = 64;

    private final Map<ClientKey, ClientHolding> holdings = new HashMap<>();
    private final NavigableSet<ClientHolding> busiest = new TreeSet<>(ClientHolding.BUSIEST);
    private final SequencedSet<OpenConnection> leaving = new LinkedHashSet<>();
    private final Places open = new Places(0);
    private final Places pending = new Places(0);
    private final Map<Refusal, LongAdder> refused = new EnumMap<>(Refusal.class);
    private final Map<Eviction, LongAdder> evicted = new EnumMap<>(Eviction.class);

    ClientShares() {
        for (Refusal refusal : Refusal.values()) {
            refused.put(refusal, new LongAdder());
        }
        for (Eviction eviction : Eviction.values()) {
            evicted.put(eviction, new LongAdder());
        }
    }

    /** Connections that have not sent a whole request yet. */
    int pending() {
        return pending.taken();
    }

    /** Connections that were refused for this reason, so far. */
    @SuppressWarnings("NullAway") // Every constant has one.
    long refused(Refusal refusal) {
        return refused.get(refusal).sum();
    }

    /** Connections that made room in this way, so far. */
    @SuppressWarnings("NullAway") // Every constant has one.
    long evicted(Eviction eviction) {
        return evicted.get(eviction).sum();
    }

    /** Gives {@code connection} a place, for which another one may have to leave; or tells why it gets none. */
    @Nullable
    Refusal admit(OpenConnection connection, ConnectionLimits limits, long now) {
        Refusal refusal = decide(connection, limits, now);
        if (refusal != null) {
            countRefused(refusal);
        }
        return refusal;
    }

    /** Counts a connection that was refused for this reason. */
    @SuppressWarnings("NullAway") // Every constant has one.
    void countRefused(Refusal refusal) {
        refused.get(refusal).increment();
    }

    private synchronized @Nullable Refusal decide(OpenConnection connection, ConnectionLimits limits, long now) {
        ClientKey client = connection.client();
        open.setLimit(limits.total());
        pending.setLimit(limits.handshakes());
        if (open.heldBy(client) >= limits.perClient()) {
            return Refusal.CLIENT_LIMIT;
        }
        if (pending.heldBy(client) >= limits.handshakesPerClient()) {
            return Refusal.HANDSHAKE_LIMIT;
        }
        if (!hasRoom(pending, client, isLate(now), limits)) {
            return Refusal.HANDSHAKE_SHARE;
        }
        if (!hasRoom(open, client, isLate(now).or(OpenConnection::isIdle), limits)) {
            return Refusal.CLIENT_SHARE;
        }
        add(connection);
        return null;
    }

    private static Predicate<OpenConnection> isLate(long now) {
        return connection -> connection.pending && now - connection.openedAt() >= HANDSHAKE_GRACE;
    }

    /**
     * Whether {@code client} gets one of the places, for which somebody may have been asked to leave. When nobody can leave it gets one all
     * the same, if it holds less than its part: the loops may have accepted a few too many before the gates were shut.
     */
    private boolean hasRoom(
            Places places, ClientKey client, Predicate<OpenConnection> mayLeave, ConnectionLimits limits) {
        boolean fromOthers = places.mayTakeOneMore(client);
        if (fromOthers && places.taken() < places.limit()) {
            return true;
        }
        ClientHolding own = holdings.get(client);
        OpenConnection leaver = fromOthers ? find(mayLeave) : own == null ? null : own.find(mayLeave, LONGEST);
        if (leaver == null && fromOthers) {
            leaver = findPending(pending.heldBy(client));
        }
        if (leaver != null) {
            evict(leaver, leaver.pending ? Eviction.HANDSHAKE : Eviction.IDLE, limits.leaving());
        }
        return fromOthers || leaver != null;
    }

    /** One of whoever has most; among clients that have the same number the one that has been quiet for longest. */
    private @Nullable OpenConnection find(Predicate<OpenConnection> mayLeave) {
        OpenConnection found = null;
        int size = 0;
        int looked = 0;
        for (ClientHolding holding : busiest) {
            if (looked++ == CLIENTS_LOOKED_AT || found != null && holding.size() < size) {
                break;
            }
            OpenConnection leaver = holding.find(mayLeave, LONGEST);
            if (leaver != null && (found == null || LONGEST.compare(leaver, found) < 0)) {
                found = leaver;
                size = holding.size();
            }
        }
        return found;
    }

    /** One without a whole request yet, however young, of whoever has most of these: more than {@code held} and one that comes. */
    private @Nullable OpenConnection findPending(int held) {
        ClientHolding greediest = null;
        int most = held + 1;
        int looked = 0;
        for (ClientHolding holding : busiest) {
            if (looked++ == CLIENTS_LOOKED_AT || holding.size() <= most) {
                break;
            }
            int holds = pending.heldBy(holding.client());
            if (holds > most) {
                greediest = holding;
                most = holds;
            }
        }
        return greediest == null ? null : greediest.find(connection -> connection.pending, LONGEST);
    }

    @SuppressWarnings("NullAway") // Every constant has one.
    private void evict(OpenConnection connection, Eviction eviction, int mostLeaving) {
        evicted.get(eviction).increment();
        remove(connection);
        leaving.add(connection);
        switch (eviction) {
            case IDLE -> connection.leaveLater();
            case HANDSHAKE -> connection.cutLater();
        }
        if (leaving.size() > mostLeaving) {
            leaving.removeFirst().cutLater();
        }
    }

    private void add(OpenConnection connection) {
        open.take(connection.client());
        pending.take(connection.client());
        ClientHolding holding = holdings.computeIfAbsent(connection.client(), ClientHolding::new);
        // Out and in again: its place depends on its size.
        busiest.remove(holding);
        holding.add(connection);
        busiest.add(holding);
    }

    private void remove(OpenConnection connection) {
        ClientHolding holding = holdings.get(connection.client());
        if (holding == null) {
            return;
        }
        busiest.remove(holding);
        if (holding.remove(connection)) {
            open.give(connection.client());
            toUsed(connection);
        }
        if (holding.size() > 0) {
            busiest.add(holding);
        } else {
            holdings.remove(connection.client());
        }
    }

    private void toUsed(OpenConnection connection) {
        if (connection.pending) {
            connection.pending = false;
            pending.give(connection.client());
        }
    }

    /** The first whole request has come. */
    synchronized void onUsed(OpenConnection connection) {
        toUsed(connection);
    }

    /** The connection has ended. */
    synchronized void onClosed(OpenConnection connection) {
        if (!leaving.remove(connection)) {
            remove(connection);
        }
    }

    /** Whether it was asked to leave and has not ended yet. */
    synchronized boolean isLeaving(OpenConnection connection) {
        return leaving.contains(connection);
    }

    /** Whether nobody can be let in: all places are taken, and nobody is there who could leave. */
    synchronized boolean isFull(ConnectionLimits limits, long now) {
        open.setLimit(limits.total());
        pending.setLimit(limits.handshakes());
        Predicate<OpenConnection> late = isLate(now);
        boolean noneIsIdle = open.taken() >= open.limit() && find(late.or(OpenConnection::isIdle)) == null;
        boolean noneIsLate = pending.taken() >= pending.limit() && find(late) == null;
        return (noneIsIdle || noneIsLate) && findPending(0) == null;
    }
}
