package frontdoor.upstream;

import frontdoor.connect.BackendContexts;
import frontdoor.loop.Loop;
import frontdoor.share.Places;
import io.netty.util.concurrent.Ticker;
import java.util.List;

/**
 * The parts that all peers have in common.
 *
 * @param loops every event loop, in the order of {@link Loop#index()}
 * @param pooling how long and how often a connection is reused
 * @param connections the places of all connections to backends together
 * @param contexts of TLS with them
 * @param ticker the clock of suspicions
 */
record PeerParts(List<Loop> loops, PoolLimits pooling, Places connections, BackendContexts contexts, Ticker ticker) {}
