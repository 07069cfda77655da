package frontdoor.upstream;

import frontdoor.connect.KnownAddresses;
import frontdoor.connect.PeerAddress;
import frontdoor.loop.Loop;
import frontdoor.share.Places;
import frontdoor.tls.BackendTls;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * One backend: its pools, one per event loop, its limits and its health. It lives on across reloads.
 *
 * <h2>Threads</h2>
 *
 * Used by all event loops.
 */
public final class Peer {
    private static final long PAUSE_NANOS = TimeUnit.SECONDS.toNanos(10);

    private final PeerAddress address;
    private final AtomicLong toldNext = new AtomicLong();
    private final PeerHealth health;
    private final ConnectionPool[] pools;
    private final ConnectionBound bound;
    private final Places queue;
    private volatile PeerLimits limits;
    private volatile boolean answered;
    private final @Nullable BackendTls tls;
    private final KnownAddresses addresses = new KnownAddresses();

    /** Exchanges on connections that are shared, over all event loops. */
    private final AtomicInteger shared = new AtomicInteger();

    Peer(PeerAddress address, PeerParts parts, PeerLimits limits) {
        this.address = address;
        this.tls = parts.contexts().of(address);
        this.health = new PeerHealth(parts.ticker());
        this.limits = limits;
        this.bound = new ConnectionBound(limits.connections(), limits.requests(), parts.connections());
        this.queue = new Places(limits.written().queue());
        this.pools = parts.loops().stream()
                .map(loop -> new ConnectionPool(loop, parts.pooling(), new WaitingLine(queue)))
                .toArray(ConnectionPool[]::new);
    }

    /** What identifies it. */
    public PeerAddress address() {
        return address;
    }

    /** Connections that wait for an exchange, over all event loops. */
    public int idle() {
        int sum = 0;
        for (ConnectionPool pool : pools) {
            sum += pool.idle();
        }
        return sum;
    }

    /** Whether it has ever sent the head of an answer. */
    boolean hasAnswered() {
        return answered;
    }

    /** It has sent the head of an answer. */
    void onAnswered() {
        if (!answered) {
            answered = true;
        }
    }

    /** Open connections, those in use included, over all event loops. */
    public int open() {
        int sum = 0;
        for (ConnectionPool pool : pools) {
            sum += pool.open();
        }
        return sum;
    }

    /** Whether it could not be connected to and has shown no sign of life since. */
    public boolean suspected() {
        return health.suspected();
    }

    /** What attempts to reach it have told. */
    public PeerHealth health() {
        return health;
    }

    /** Whether a new request of this event loop would have to wait for a connection. */
    public boolean isFull(Loop loop) {
        return address.http2()
                ? shared.get() >= limits.requests()
                : bound.isFull() && pool(loop).idle() == 0;
    }

    /** Requests that it has, or that wait for it, over all event loops. */
    public int inFlight() {
        int sum = 0;
        for (ConnectionPool pool : pools) {
            sum += pool.inFlight();
        }
        return sum;
    }

    /** An exchange of {@code loop} turns to it; to be called on that loop. */
    public void onTurnedTo(Loop loop) {
        pool(loop).onInFlight(1);
    }

    /** That exchange has ended, or turns to another one. */
    public void onLeft(Loop loop) {
        pool(loop).onInFlight(-1);
    }

    /** Makes the handlers of TLS with it, or null: it is spoken to in the clear. */
    @Nullable
    BackendTls tls() {
        return tls;
    }

    /** Whether what goes wrong with every connection is to be told now: once in a while is enough. */
    boolean isDueToTell(long now) {
        long due = toldNext.get();
        return (due == 0 || now - due >= 0) && toldNext.compareAndSet(due, now + PAUSE_NANOS | 1);
    }

    /** Takes a place for an exchange on a shared connection, whether or not there is one. */
    void share() {
        shared.incrementAndGet();
    }

    /** Takes a place for an exchange on a shared connection, if it may have another one. */
    boolean tryShare() {
        int most = limits.requests();
        int now = shared.incrementAndGet();
        if (now > most) {
            shared.decrementAndGet();
            return false;
        }
        return true;
    }

    /** Gives the place back; whoever waits for one on any event loop is told. */
    void onShareEnded() {
        if (shared.getAndDecrement() >= limits.requests()) {
            wakeSharers();
        }
    }

    ConnectionPool pool(Loop loop) {
        return pools[loop.index()];
    }

    ConnectionPool[] pools() {
        return pools;
    }

    ConnectionBound bound() {
        return bound;
    }

    PeerLimits limits() {
        return limits;
    }

    void setLimits(PeerLimits limits) {
        this.limits = limits;
        bound.setLimits(limits.connections(), limits.requests());
        queue.setLimit(limits.written().queue());
        if (address.http2()) {
            wakeSharers();
        }
    }

    /** Whoever waits for a stream, on any event loop, looks for one. */
    private void wakeSharers() {
        for (ConnectionPool pool : pools) {
            pool.serveSharersLater();
        }
    }

    /** Requests that wait for a connection, over all event loops. */
    public int waiting() {
        return queue.taken();
    }

    /** The addresses that it had when they were last looked up with success, possibly none. */
    KnownAddresses addresses() {
        return addresses;
    }

    void retire() {
        for (ConnectionPool pool : pools) {
            pool.retireLater();
        }
    }

    /** {@code legacy:8080}. */
    @Override
    public String toString() {
        return address.toString();
    }
}
