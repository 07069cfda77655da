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
 * @param secure whether its PROXY header says that the client spoke TLS with the peer
 * @param nameless whether its PROXY header speaks for a client that it does not name: for want of another one the address is the peer's
 * @param probe whether this very process has opened it to ask itself
 */
public record Accepted(
        Loop loop,
        InetSocketAddress peer,
        InetSocketAddress client,
        InetSocketAddress local,
        boolean secure,
        boolean nameless,
        boolean probe) {
    /** The same connection as a PROXY header tells of it. */
    public Accepted toldOf(InetSocketAddress source, InetSocketAddress destination, boolean overTls) {
        return new Accepted(loop, peer, source, destination, overTls, false, probe);
    }

    /** The same connection as that of a client whom the PROXY header does not name. */
    public Accepted ofSomebody(boolean overTls) {
        return new Accepted(loop, peer, client, local, overTls, true, probe);
    }

    /** A connection of the peer's own. */
    public Accepted(Loop loop, InetSocketAddress peer, InetSocketAddress local, boolean probe) {
        this(loop, peer, peer, local, false, false, probe);
    }
}
