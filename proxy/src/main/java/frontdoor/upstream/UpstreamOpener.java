package frontdoor.upstream;

import frontdoor.exchange.Loop;
import frontdoor.exchange.ResponseEvents;

/** The way to a stream on a peer. */
public interface UpstreamOpener {
    /**
     * Opens a stream on a pooled connection, or on a new one. Called on the event loop of the exchange.
     *
     * @param fresh whether pooled connections are passed over: for a retry
     * @param events hears {@link ResponseEvents#onUpstreamReady} before this returns if a pooled connection is there, and later otherwise;
     *     failures always later
     */
    Opening open(Loop loop, Peer peer, UpstreamTimeouts timeouts, boolean fresh, ResponseEvents events);
}
