package frontdoor.exchange;

import frontdoor.client.Client;
import frontdoor.http.Failure;
import frontdoor.http.Fields;
import frontdoor.http.Flaw;
import frontdoor.http.ResponseHead;
import io.netty.buffer.ByteBuf;

/**
 * The events on the backend's side of an exchange.
 *
 * <h2>Threads</h2>
 *
 * Called on the event loop of the exchange.
 */
public interface ResponseEvents {
    /** The connection of the client that the response is for. */
    ClientConnection connection();

    /** The client that the response is for. */
    Client client();

    /** A connection is there and waits for the request. */
    void onUpstreamReady(UpstreamStream stream);

    /** An interim head (1xx, never 101). Lends {@code head} for the call. */
    void onInterim(ResponseHead head);

    /**
     * The final head, 101 included: then the connection is a tunnel. {@code head} stays valid until the next event and may be changed by the
     * receiver.
     */
    void onResponseHead(ResponseHead head);

    /** A piece of the body, never empty. Takes ownership of {@code data}. */
    void onResponseBody(ByteBuf data);

    /**
     * The fields behind the body. They stay valid until the end, which follows at once, and may be changed by the receiver. Who has no use
     * for them drops them.
     */
    default void onResponseTrailers(Fields fields) {}

    /** The response is complete; in a tunnel, the backend's FIN. */
    void onResponseEnd();

    /** {@link UpstreamStream#isWritable()} has become true again. */
    void onUpstreamWritable();

    /** The response breaks a rule of HTTP, or was broken off; the failure follows. */
    void onMalformed(Flaw flaw);

    /** No connection, or the stream ended without a complete response. Nothing follows. */
    void onUpstreamFailure(Failure failure);
}
