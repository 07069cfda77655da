package frontdoor.upstream;

import frontdoor.exchange.ClientConnection;
import frontdoor.exchange.ResponseEvents;
import java.net.InetAddress;

/**
 * The word of a PROXY header at the begin of a connection to a backend: it holds for every request on it.
 *
 * @param connection on which the client's requests come
 * @param client the address that was told
 */
record Introduction(ClientConnection connection, InetAddress client) {
    static Introduction of(ResponseEvents events) {
        return new Introduction(events.connection(), events.client().address());
    }

    /** Whether it is true of the exchange of {@code events}, too. */
    boolean fits(ResponseEvents events) {
        return connection == events.connection()
                && client.equals(events.client().address());
    }
}
