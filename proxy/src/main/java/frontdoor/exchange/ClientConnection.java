package frontdoor.exchange;

import frontdoor.http.Octets;
import frontdoor.loop.Loop;
import frontdoor.share.ClientKey;
import io.netty.util.NetUtil;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The facts about a client's connection, gathered once when it is accepted (and, for TLS, shaken hands). */
public final class ClientConnection {
    private final Accepted accepted;
    private final @Nullable ClientTls tls;
    private final byte[] clientAddress;
    private final ClientKey key;
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
        this.key = ClientKey.of(accepted.client().getAddress());
        this.turns = new StreamTurns(accepted.loop());
        this.clientAddress = Octets.of(NetUtil.toAddressString(accepted.client().getAddress()));
    }

    /** Where everything of this connection happens. */
    public Loop loop() {
        return accepted.loop();
    }

    /** The peer's address. */
    public InetSocketAddress client() {
        return accepted.client();
    }

    /** Who the client is as far as shares go. */
    public ClientKey key() {
        return key;
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

    /** The peer's address as X-Forwarded-For shows it, rendered once. Shared, never to be changed. */
    public byte[] clientAddress() {
        return clientAddress;
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
