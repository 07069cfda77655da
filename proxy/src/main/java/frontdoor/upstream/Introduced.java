package frontdoor.upstream;

import frontdoor.exchange.ClientConnection;
import frontdoor.exchange.ResponseEvents;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The connections of one event loop that began with a PROXY header: each serves the client alone whom that has named, and ends with the
 * client's connection.
 *
 * <h2>Threads</h2>
 *
 * Confined to its event loop.
 */
final class Introduced {
    private final IdentityHashMap<ClientConnection, List<UpstreamConnection>> byClient = new IdentityHashMap<>();

    /** A connection has begun with {@code introduction}. */
    void add(UpstreamConnection connection, Introduction introduction) {
        ClientConnection client = introduction.connection();
        List<UpstreamConnection> connections = byClient.get(client);
        if (connections == null) {
            connections = new ArrayList<>(1);
            byClient.put(client, connections);
            client.whenEnded(() -> end(client));
        }
        connections.add(connection);
    }

    /** Takes one to {@code peer} that waits for an exchange of the client of {@code events}, or returns null. */
    @Nullable
    UpstreamConnection take(Peer peer, ResponseEvents events) {
        List<UpstreamConnection> connections = byClient.get(events.connection());
        if (connections == null) {
            return null;
        }
        for (UpstreamConnection connection : connections) {
            if (connection.pooled && connection.isTo(peer) && connection.mayServe(events)) {
                connection.takeOut();
                return connection;
            }
        }
        return null;
    }

    /** Whether the client is still there. */
    boolean isHere(Introduction introduction) {
        return byClient.containsKey(introduction.connection());
    }

    /** A connection has ended. */
    void remove(UpstreamConnection connection, Introduction introduction) {
        List<UpstreamConnection> connections = byClient.get(introduction.connection());
        if (connections != null) {
            connections.remove(connection);
        }
    }

    private void end(ClientConnection client) {
        List<UpstreamConnection> connections = byClient.remove(client);
        if (connections != null) {
            connections.stream()
                    .filter(connection -> connection.pooled)
                    .toList()
                    .forEach(UpstreamConnection::close);
        }
    }
}
