package frontdoor.exchange;

import frontdoor.http.RequestHead;
import io.netty.buffer.ByteBuf;
import java.net.SocketAddress;

/**
 * One request and its response on a connection to a backend.
 *
 * <p>It ends with {@link ResponseEvents#onResponseEnd()} after the request was written to its end too, with
 * {@link ResponseEvents#onUpstreamFailure}, or with {@link #cancel()}; after that nothing may be called. Whether the connection is reused
 * is its own decision: only when both messages were complete and the framing leaves no doubt.
 *
 * <h2>Threads</h2>
 *
 * Confined to the event loop of the exchange.
 */
public interface UpstreamStream {
    /** The backend's address. */
    SocketAddress peer();

    /** Whether its connection was kept after another exchange, which the backend may have ended just as this one began. */
    default boolean isOnKeptConnection() {
        return false;
    }

    /** Writes the request's head with framing of its own. Borrows {@code head} for the call: it holds only what is to be forwarded. */
    void writeHead(RequestHead head);

    /** Writes a piece of the body. Takes ownership of {@code data}. */
    void writeBody(ByteBuf data);

    /** Ends the request; in a tunnel, ends this direction. */
    void writeEnd();

    /** Whether the backend takes more at the moment; {@link ResponseEvents#onUpstreamWritable()} tells when it does again. */
    boolean isWritable();

    /** Stops or resumes reading the response. */
    void setReading(boolean reading);

    /** Gives the exchange up: closes the connection unless both messages were complete. No event follows. */
    void cancel();
}
