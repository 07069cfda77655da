package frontdoor.exchange;

import frontdoor.client.Client;
import frontdoor.loop.Loop;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The facts about a client's connection, gathered once when it is accepted (and, for TLS, shaken hands). */
public final class ClientConnection {
    private final Accepted accepted;
    private final @Nullable ClientTls tls;
    private final Client client;
    private final StreamTurns turns;
    private ConnectionUse use = ConnectionUse.UNWATCHED;
    /** Null once it has ended. */
    private @Nullable List<Runnable> atEnd = List.of();

    /**
     * A connection whose HTTP version is known.
     *
     * @param accepted what was known when it was accepted
     * @param tls what its handshake has settled, or null: no TLS
     */
    public ClientConnection(Accepted accepted, @Nullable ClientTls tls) {
        this.accepted = accepted;
        this.tls = tls;
        Client own = Client.of(accepted.client().getAddress(), accepted.secure() || tls != null, tls);
        this.client = accepted.nameless() ? own.nameless() : own;
        this.turns = new StreamTurns(accepted.loop());
    }

    /** Where everything of this connection happens. */
    public Loop loop() {
        return accepted.loop();
    }

    /** The address of whoever is at the other end, for lines of the log about the connection. */
    public InetSocketAddress peer() {
        return accepted.peer();
    }

    /** Whose connection it is: the client of its requests, unless a trusted proxy says otherwise of one. */
    public Client client() {
        return client;
    }

    /** Has {@code watching} told from now on whether the connection is in use. */
    public void watchUse(ConnectionUse watching) {
        use = watching;
    }

    /** Whoever wants to know whether the connection is in use. */
    public ConnectionUse use() {
        return use;
    }

    /** The turns of its requests to be with a backend. */
    public StreamTurns turns() {
        return turns;
    }

    /** The port that its client came from. */
    public int clientPort() {
        return accepted.client().getPort();
    }

    /** The address it connected to. */
    public InetSocketAddress local() {
        return accepted.local();
    }

    /** The SNI the client sent, in lower case, or null: no TLS, or none sent. */
    public @Nullable String serverName() {
        return tls == null ? null : tls.serverName();
    }

    /** What its handshake has settled, or null: no TLS. */
    public @Nullable ClientTls tls() {
        return tls;
    }

    /** Whether the connection is TLS. */
    public boolean secure() {
        return tls != null;
    }

    /** Whether this very process has opened it to ask itself: no request of it reaches a backend, and nobody hears of its exchanges. */
    public boolean probe() {
        return accepted.probe();
    }

    /** Runs {@code action} on the loop when the connection has ended, or now if it has. To be called on the loop. */
    public void whenEnded(Runnable action) {
        List<Runnable> before = atEnd;
        if (before == null) {
            action.run();
        } else {
            // Nearly always the first and the last.
            List<Runnable> more = new ArrayList<>(before);
            more.add(action);
            atEnd = more;
        }
    }

    /** The connection has ended. To be called on the loop. */
    public void onEnded() {
        List<Runnable> actions = atEnd;
        atEnd = null;
        if (actions != null) {
            actions.forEach(Runnable::run);
        }
    }
}
