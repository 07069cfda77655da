package frontdoor.upstream;

import frontdoor.client.Client;
import frontdoor.exchange.ClientConnection;
import frontdoor.loop.Loop;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The pins of one event loop, by the client's connection that they belong to: one for each peer that it has met a login at, until it ends.
 *
 * <h2>Threads</h2>
 *
 * Confined to its event loop, except {@link #connections()}.
 */
final class Pins {
    private final Loop loop;
    private final IdentityHashMap<ClientConnection, List<Pin>> byClient = new IdentityHashMap<>();
    private final AtomicInteger connections = new AtomicInteger();

    Pins(Loop loop) {
        this.loop = loop;
    }

    /** Connections that serve one client only. */
    int connections() {
        return connections.get();
    }

    /** The pin of {@code client}, on a connection that it may share with others whom a proxy speaks for, at {@code peer}; or null. */
    @Nullable
    Pin find(ClientConnection connection, Client client, Peer peer) {
        List<Pin> pins = byClient.isEmpty() ? null : byClient.get(connection);
        if (pins == null) {
            return null;
        }
        for (Pin pin : pins) {
            if (pin.peer() == peer && pin.isOf(client)) {
                return pin;
            }
        }
        return null;
    }

    /** The one of {@code peers} that {@code client} has a connection of its own to, or has just lost one, or null. */
    @Nullable
    Peer peerOf(ClientConnection connection, Client client, PeerSet peers) {
        List<Pin> pins = byClient.isEmpty() ? null : byClient.get(connection);
        if (pins == null) {
            return null;
        }
        for (Pin pin : pins) {
            if (pin.matters() && pin.isOf(client) && peers.contains(pin.peer())) {
                return pin.peer();
            }
        }
        return null;
    }

    /** The pin of {@code client} at {@code peer}, made if there is none; it ends with the client's connection. */
    Pin of(ClientConnection connection, Client client, Peer peer) {
        Pin known = find(connection, client, peer);
        if (known != null) {
            return known;
        }
        Pin pin = new Pin(peer, client.address(), loop, connections);
        List<Pin> pins = byClient.get(connection);
        if (pins == null) {
            pins = new ArrayList<>(1);
            byClient.put(connection, pins);
            pins.add(pin);
            connection.whenEnded(() -> end(connection));
        } else {
            pins.add(pin);
        }
        return pin;
    }

    /** Closes what waits for another exchange at {@code peer}, on the loop; what is in use is closed when its exchange has ended. */
    void retireLater(Peer peer) {
        loop.eventLoop().execute(() -> {
            for (List<Pin> pins : byClient.values()) {
                for (Pin pin : pins) {
                    if (pin.peer() == peer) {
                        pin.closeIdle();
                    }
                }
            }
        });
    }

    /**
     * Makes room for others, later: of the client that holds most at its peer, the connection closes that has had no exchange for longest. Its
     * client logs in again.
     *
     * @param peer to which, or null: any
     * @param none what to do, on the loop, if there is no such connection here
     */
    void giveWayLater(@Nullable Peer peer, Runnable none) {
        loop.eventLoop().execute(() -> {
            Pin leaver = findIdle(peer);
            if (leaver != null) {
                leaver.closeIdle();
            } else {
                none.run();
            }
        });
    }

    private @Nullable Pin findIdle(@Nullable Peer peer) {
        Pin found = null;
        int most = 0;
        for (Map.Entry<ClientConnection, List<Pin>> ofClient : byClient.entrySet()) {
            for (Pin pin : ofClient.getValue()) {
                if (!pin.isIdle() || peer != null && pin.peer() != peer) {
                    continue;
                }
                int holds = pin.peer().bound().heldBy(ofClient.getKey().client().key());
                if (found == null || holds > most || holds == most && pin.idleSince() - found.idleSince() < 0) {
                    found = pin;
                    most = holds;
                }
            }
        }
        return found;
    }

    private void end(ClientConnection client) {
        List<Pin> pins = byClient.remove(client);
        if (pins != null) {
            pins.forEach(Pin::end);
        }
    }
}
