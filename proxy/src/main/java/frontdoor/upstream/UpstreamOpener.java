package frontdoor.upstream;

import frontdoor.client.Client;
import frontdoor.exchange.ClientConnection;
import frontdoor.exchange.ResponseEvents;
import frontdoor.limits.ExchangeTimeouts;
import frontdoor.loop.Loop;
import org.jspecify.annotations.Nullable;

/** The way to a stream on a peer. */
public interface UpstreamOpener {
    /** The one of {@code peers} at which {@code client} has a connection of its own, since a login belongs to it; or null. */
    @Nullable
    Peer pinned(ClientConnection connection, Client client, PeerSet peers);

    /**
     * Opens a stream on the connection that the client of {@code events} has for itself at {@code peer}: for a request that carries a login
     * which belongs to a connection ({@link frontdoor.http.ConnectionLogin}). It waits while another exchange of the client uses it.
     */
    Opening openPinned(Loop loop, Peer peer, ExchangeTimeouts timeouts, ResponseEvents events);

    /**
     * Opens a stream on a pooled connection, or on a new one; on the client's own if it has logged in there. Called on the event loop of the exchange.
     *
     * @param fresh whether pooled connections are passed over: for a retry
     * @param events hears {@link ResponseEvents#onUpstreamReady} before this returns if a pooled connection is there, and later otherwise;
     *     failures always later
     */
    Opening open(Loop loop, Peer peer, ExchangeTimeouts timeouts, boolean fresh, ResponseEvents events);
}
