package frontdoor.listen;

import frontdoor.share.ClientKey;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The open connections of one client, those that were found in use lately behind the others.
 *
 * <h2>Threads</h2>
 *
 * Guarded by {@link ClientShares}.
 */
final class ClientHolding {
    /** The busiest client first. */
    static final Comparator<ClientHolding> BUSIEST = Comparator.<ClientHolding>comparingInt(holding -> -holding.size())
            .thenComparingLong(holding -> holding.client.network())
            .thenComparingLong(holding -> holding.client.address());

    /** Connections looked at for one that makes room: a client may have all of them. */
    private static final int LOOKED_AT = 64;

    private final ClientKey client;
    private final Set<OpenConnection> connections = new LinkedHashSet<>();

    ClientHolding(ClientKey client) {
        this.client = client;
    }

    ClientKey client() {
        return client;
    }

    int size() {
        return connections.size();
    }

    void add(OpenConnection connection) {
        connections.add(connection);
    }

    boolean remove(OpenConnection connection) {
        return connections.remove(connection);
    }

    /** The first by {@code order} of those that {@code mayLeave}, or null: of all, or of as many as are looked at. */
    @Nullable
    OpenConnection find(Predicate<OpenConnection> mayLeave, Comparator<OpenConnection> order) {
        OpenConnection found = null;
        List<OpenConnection> passedOver = new ArrayList<>();
        int looked = 0;
        for (OpenConnection connection : connections) {
            if (looked++ == LOOKED_AT) {
                break;
            }
            if (!mayLeave.test(connection)) {
                passedOver.add(connection);
            } else if (found == null || order.compare(connection, found) < 0) {
                found = connection;
            }
        }
        if (size() > LOOKED_AT) {
            // The next look sees others.
            passedOver.forEach(connections::remove);
            connections.addAll(passedOver);
        }
        return found;
    }
}
