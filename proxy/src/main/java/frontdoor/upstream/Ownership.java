package frontdoor.upstream;

import frontdoor.exchange.ResponseEvents;
import frontdoor.http.ConnectionLogin;
import frontdoor.http.ConnectionLogin.Offer;
import frontdoor.http.RequestHead;
import frontdoor.http.ResponseHead;
import org.jspecify.annotations.Nullable;

/**
 * Whose a connection to a backend is: anybody's, until the first word about a login that belongs to it; from then on the client's alone
 * whose exchange that was (RFC 4559 6, RFC 9110 3.3).
 *
 * <h2>Threads</h2>
 *
 * Confined to the event loop of its connection.
 */
final class Ownership {
    private final UpstreamConnection connection;
    private final Peer peer;
    private final Pins pins;
    /** Null: it is anybody's. */
    private @Nullable Pin pin;

    Ownership(UpstreamConnection connection, Peer peer, Pins pins) {
        this.connection = connection;
        this.peer = peer;
        this.pins = pins;
    }

    /** Whether one client alone may use it. */
    boolean isOwned() {
        return pin != null;
    }

    void toOwned(Pin owner) {
        pin = owner;
        owner.onOpened(connection);
    }

    /** A request goes out. Borrows {@code head}. */
    void onRequest(RequestHead head) {
        if (pin != null) {
            pin.onRequest(connection, ConnectionLogin.isIn(head.fields()));
        }
    }

    /**
     * A head came in for the exchange of {@code events}; {@code persists} tells whether the connection goes on after it. If a login would end
     * with it, the client's connection does, too: so the client knows that it has to begin anew. Borrows {@code head}.
     */
    void onHead(ResponseHead head, boolean persists, ResponseEvents events) {
        Offer offer = ConnectionLogin.find(head.fields());
        if (offer != Offer.NONE && pin == null) {
            pin = pins.of(events.connection(), events.client(), peer);
            pin.onOffered(connection);
        }
        if (pin != null && pin.onHead(connection, head.status(), offer) && !persists) {
            head.setLast();
        }
    }

    /** The owned connection is fit for another exchange of its client. */
    void onIdle() {
        if (pin != null) {
            pin.onIdle(connection);
        }
    }

    void onClosed() {
        if (pin != null) {
            pin.onClosed(connection);
        }
    }
}
