package frontdoor.upstream;

import frontdoor.client.Client;
import frontdoor.http.ConnectionLogin.Offer;
import frontdoor.loop.Loop;
import java.net.InetAddress;
import java.util.ArrayDeque;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The connection to one peer that one client's connection has for itself, because a login belongs to it (RFC 4559 6), and the exchanges
 * that wait for it: over HTTP/2 there may be several at once, and a connection of HTTP/1 serves one after the other.
 *
 * <h2>Threads</h2>
 *
 * Confined to the event loop of its client.
 *
 * <h2>Closing</h2>
 *
 * The connection is closed with the client's, and never enters the pool.
 */
final class Pin {
    private final Peer peer;
    /** Of the client: a connection of a proxy in front carries the requests of many, and a login is for one of them. */
    private final InetAddress address;

    private final Loop loop;
    private final AtomicInteger connections;
    private final ArrayDeque<PinnedTurn> waiting = new ArrayDeque<>();

    private @Nullable UpstreamConnection connection;
    /** The connection has no exchange. */
    private boolean idle;
    /** Since when, in nanoseconds of the loop's clock. */
    private long idleSince;
    /** An exchange opens the connection. */
    private boolean opening;
    /** A login has been sent on it: whatever the client asks belongs here. */
    private boolean login;
    /** The last answer was a challenge that the next request answers. */
    private boolean challenged;
    /** The connection ended while it was challenged: the answer to that would be nobody's. */
    private boolean lost;
    /** The client's connection has ended. */
    private boolean ended;

    /** A pin without a connection, of the client at {@code address}; {@code connections} counts those that are pinned. */
    Pin(Peer peer, InetAddress address, Loop loop, AtomicInteger connections) {
        this.peer = peer;
        this.address = address;
        this.loop = loop;
        this.connections = connections;
    }

    Peer peer() {
        return peer;
    }

    /** Whether it is {@code client}'s. */
    boolean isOf(Client client) {
        return address.equals(client.address());
    }

    /** Whether it decides where the client's next request goes. */
    boolean matters() {
        return connection != null || opening || lost;
    }

    /** Whether every request of the client has to go this way. */
    boolean holdsLogin() {
        return login || opening;
    }

    /** Whether a turn can begin. */
    boolean isFree() {
        return connection == null ? !opening : idle;
    }

    /** Whether there is a connection and no exchange uses it. */
    boolean isIdle() {
        return connection != null && idle;
    }

    /** Since when it is idle, in nanoseconds of the loop's clock. */
    long idleSince() {
        return idleSince;
    }

    /** Takes the connection if it waits for an exchange. */
    @Nullable
    UpstreamConnection take() {
        UpstreamConnection waits = connection;
        if (waits == null || !idle) {
            return null;
        }
        if (!waits.isOpen()) {
            waits.close();
            return null;
        }
        idle = false;
        return waits;
    }

    /** Whether a login that is to be sent now answers a challenge of a connection that is no more; told once. */
    boolean takeLost() {
        boolean told = lost;
        lost = false;
        return told;
    }

    void onOpening() {
        opening = true;
    }

    /** The opened connection is this; or null: there is none. */
    void onOpened(@Nullable UpstreamConnection opened) {
        opening = false;
        if (opened == null) {
            nextLater();
        } else {
            adopt(opened);
            // The request that it was opened for carries one.
            login = true;
        }
    }

    /** A connection of the pool has offered a login; of several the first is kept, and the others end with their exchanges. */
    void onOffered(UpstreamConnection offering) {
        if (connection == null && !opening) {
            adopt(offering);
        }
    }

    private void adopt(UpstreamConnection another) {
        UpstreamConnection before = connection;
        connection = another;
        login = false;
        challenged = false;
        boolean unused = idle;
        idle = false;
        if (before == null) {
            count(1);
        } else if (unused) {
            before.close();
        }
    }

    /** A request goes out. */
    void onRequest(UpstreamConnection on, boolean withLogin) {
        if (on == connection) {
            login |= withLogin;
            challenged &= withLogin;
        }
    }

    /** A head came in; tells whether what is logged in by now would end with the connection. */
    boolean onHead(UpstreamConnection on, int status, Offer offer) {
        if (on == connection) {
            login |= offer == Offer.TOKEN;
            // An interim answer tells nothing of the handshake.
            challenged = status < 200 ? challenged : offer == Offer.TOKEN && (status == 401 || status == 407);
        }
        return on == connection && login;
    }

    /** An exchange on a pinned connection has ended, and it is fit for another one. */
    void onIdle(UpstreamConnection free) {
        if (free != connection || ended) {
            free.close();
            return;
        }
        idle = true;
        idleSince = loop.roughNanoTime();
        nextLater();
    }

    void onClosed(UpstreamConnection gone) {
        if (gone == connection) {
            connection = null;
            count(-1);
            idle = false;
            login = false;
            lost = challenged;
            challenged = false;
            nextLater();
        }
    }

    void enqueue(PinnedTurn turn) {
        waiting.addLast(turn);
    }

    void remove(PinnedTurn turn) {
        waiting.remove(turn);
    }

    /** Not at once: the exchange that has just ended may still be telling its client so. */
    private void nextLater() {
        if (!waiting.isEmpty()) {
            loop.eventLoop().execute(this::next);
        }
    }

    private void next() {
        PinnedTurn turn = isFree() ? waiting.pollFirst() : null;
        if (turn != null) {
            // First, so that whatever is thrown by the one keeps none of the others waiting.
            nextLater();
            turn.startOrFail();
        }
    }

    private void count(int more) {
        connections.lazySet(connections.get() + more);
    }

    /** The client's connection has ended. */
    void end() {
        ended = true;
        closeIdle();
    }

    /** Closes the connection unless an exchange uses it. */
    void closeIdle() {
        if (connection != null && idle) {
            connection.close();
        }
    }
}
