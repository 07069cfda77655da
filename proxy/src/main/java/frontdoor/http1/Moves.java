package frontdoor.http1;

import frontdoor.exchange.ClientConnection;
import frontdoor.exchange.RequestEvents;
import frontdoor.http.Failure;
import frontdoor.loop.Loop;
import org.jspecify.annotations.Nullable;

/**
 * The moves of an HTTP/1 connection from one phase to the next, as the phases ask for them, and what they have to know for it.
 *
 * <h2>Threads</h2>
 *
 * Confined to the event loop of the connection.
 */
interface Moves {
    /** The connection, as exchanges see it. */
    ClientConnection connection();

    /** Where everything happens. */
    Loop loop();

    /** What the client sends. */
    ClientInput input();

    /** Where responses go. */
    ResponseOutput output();

    /** How it ends on the wire. */
    ConnectionEnd end();

    /** Whether no further request is taken: the connection is old, or the process comes to its end. */
    boolean isLastExchange();

    /** A request may come; the one before has been answered. */
    void toAwaiting();

    /** The head of a request has been read: its exchange begins. */
    void toExchange();

    /** A request could not be read: its exchange begins and has {@code failure} for an answer. */
    void toRefusal(Failure failure);

    /** 101 was written: {@code events} hears of the tunnel. */
    void toTunnelling(@Nullable RequestEvents events);

    /** The core has ended its direction of the tunnel. */
    void onTunnelOutputEnd();

    /** A request has been answered before its end. */
    void toDraining();

    /** Ends the connection in order: what was written reaches the client. */
    void toLingering();

    /** Ends the connection so that the client sees that the response is not complete. */
    void toAborted(boolean reset);

    /** Ends the connection now; over TLS close_notify is tried. */
    void toClosed();

    /** The connection is lost, or not worth keeping: whoever waits for the client hears why. */
    void onGone(Failure failure);
}
