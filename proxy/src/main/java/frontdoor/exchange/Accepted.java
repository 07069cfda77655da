package frontdoor.exchange;

import frontdoor.loop.Loop;
import java.net.InetSocketAddress;

/**
 * The facts of a client's connection as it was accepted, before anything was read from it.
 *
 * @param loop where everything of this connection happens
 * @param client the peer's address
 * @param local the address it connected to
 * @param probe whether this very process has opened it to ask itself
 */
public record Accepted(Loop loop, InetSocketAddress client, InetSocketAddress local, boolean probe) {}
