package frontdoor.listen;

import java.net.InetSocketAddress;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The local addresses from which this process asks itself. Nobody else can hold one of them while it is registered: the port is bound
 * before, on the very address it connects to.
 *
 * <h2>Threads</h2>
 *
 * Any.
 */
public final class ProbeSources {
    private final Set<InetSocketAddress> sources = ConcurrentHashMap.newKeySet();

    /** A connection from {@code source}, which is bound, is about to be opened. */
    public void add(InetSocketAddress source) {
        sources.add(source);
    }

    /** The connection from {@code source} has been closed. */
    public void remove(InetSocketAddress source) {
        sources.remove(source);
    }

    boolean contains(InetSocketAddress client) {
        return !sources.isEmpty() && sources.contains(client);
    }
}
