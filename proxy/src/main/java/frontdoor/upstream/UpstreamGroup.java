package frontdoor.upstream;

import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * A named group of peers that serve the same.
 *
 * <h2>Threads</h2>
 *
 * Immutable; the peers are shared.
 */
public final class UpstreamGroup {
    private final String name;
    private final Peer[] peers;

    /** A group of at least one peer. */
    public UpstreamGroup(String name, List<Peer> peers) {
        if (peers.isEmpty()) {
            throw new IllegalArgumentException("a group needs a peer");
        }
        this.name = name;
        this.peers = peers.toArray(Peer[]::new);
    }

    /** Its name in the configuration, in logs and metrics. */
    public String name() {
        return name;
    }

    /** Its peers, in the order they were configured. */
    public List<Peer> peers() {
        return List.of(peers);
    }

    /** Whether this very peer is one of them. */
    boolean contains(Peer peer) {
        for (Peer one : peers) {
            if (one == peer) {
                return true;
            }
        }
        return false;
    }

    /**
     * Picks a peer, each with the same chance; one that could not be reached lately only if all could not, or as the one exchange that
     * tries it again.
     *
     * @param attempt 0 for the first try of an exchange; a later one never finds out about a suspected peer
     * @param notThis the peer that failed this exchange, picked again only if it is the only one, or null
     */
    public Peer pick(int attempt, @Nullable Peer notThis) {
        int size = peers.length;
        if (size == 1) {
            return peers[0];
        }
        ThreadLocalRandom random = ThreadLocalRandom.current();
        int first = random.nextInt(size);
        // Either way round: the share of a peer that is passed over goes to both its neighbours.
        int step = random.nextBoolean() ? 1 : size - 1;
        for (int i = 0, at = first; i < size; i++, at = (at + step) % size) {
            Peer peer = peers[at];
            if (peer != notThis && peer.health().decideToAsk(attempt == 0)) {
                return peer;
            }
        }
        return peers[first] == notThis ? peers[(first + step) % size] : peers[first];
    }
}
