package frontdoor.exchange;

import frontdoor.loop.Loop;
import java.net.InetSocketAddress;

/**
 * The facts of a client's connection as it was accepted, before anything of TLS or HTTP was read from it.
 *
 * @param loop where everything of this connection happens
 * @param peer whoever is at the other end
 * @param client whose connection it is: the peer's own, unless a PROXY header says otherwise
 * @param local the address it connected to
 * @param probe whether this very process has opened it to ask itself
 */
public record Accepted(
        Loop loop, InetSocketAddress peer, InetSocketAddress client, InetSocketAddress local, boolean probe) {
    /** A connection of the peer's own. */
    public Accepted(Loop loop, InetSocketAddress peer, InetSocketAddress local, boolean probe) {
        this(loop, peer, peer, local, probe);
    }
}
