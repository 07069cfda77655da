package frontdoor.upstream1;

import frontdoor.exchange.ResponseEvents;
import frontdoor.http.RequestHead;
import frontdoor.http.ResponseHead;
import javax.net.ssl.SSLException;

/**
 * Whoever has a connection, and lets its exchanges use the one stream on it.
 *
 * <h2>Threads</h2>
 *
 * Called on the event loop of the connection.
 */
public interface StreamOwner {
    /** Ends the connection; the exchange, if there is one, hears of it. */
    void close();

    /** Whether {@link #close()} was called. */
    boolean isClosed();

    /** Whether its first exchange is under way, or has not begun. */
    boolean isNew();

    /** Whether the backend, which is spoken to in the clear, has never answered anything, on whichever connection. */
    boolean hasNeverAnswered();

    /** A request goes out. Borrows {@code head}. */
    void onRequest(RequestHead head);

    /**
     * A head came in for the exchange of {@code events}; {@code persists} tells whether the connection goes on after it. May say in it that
     * the client's connection must not. Borrows {@code head}.
     */
    void onHead(ResponseHead head, boolean persists, ResponseEvents events);

    /** The backend keeps the connection for so many nanoseconds without a request; {@link Long#MAX_VALUE} if it has not said how long. */
    void onKeepAlive(long nanos);

    /** The backend has answered. */
    void onAnswered();

    /** The exchange has ended, and nothing more has come. */
    void onExchangeEnded();

    /** TLS was agreed on and ended by an alert. */
    void onTlsBroken(SSLException broken);
}
