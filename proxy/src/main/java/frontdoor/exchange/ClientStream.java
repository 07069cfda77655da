package frontdoor.exchange;

import frontdoor.http.Failure;
import frontdoor.http.Fields;
import frontdoor.http.HstsField;
import frontdoor.http.ResponseHead;
import io.netty.buffer.ByteBuf;

/**
 * One request and its response as the client sees them, whatever the HTTP version.
 *
 * <p>Exactly one of these ends it: a head or body written with its end, {@link #writeEnd()}, or {@link #abort}. After that nothing may be
 * called. Flushing is the stream's own affair: once per turn of the loop.
 *
 * <h2>Threads</h2>
 *
 * Confined to the event loop of its connection.
 *
 * <h2>Backpressure</h2>
 *
 * Response: stop the upstream while {@link #isWritable()} is false, also before the head; {@link RequestEvents#onClientWritable()} tells when
 * it is true again.
 * Request: every octet handed out by {@link RequestEvents#onBody} is owed back through {@link #bodyConsumed}; the stream stops reading
 * from the client while too much is owed.
 */
public interface ClientStream {
    /** The connection it belongs to. */
    ClientConnection connection();

    /** Writes an interim head (1xx, never 101), dropped for clients of HTTP/1.0. Borrows {@code head} for the call. */
    void writeInterim(ResponseHead head);

    /**
     * Writes the final head. {@code head} is borrowed for the call and must hold no hop-by-hop field, no framing field and no
     * Strict-Transport-Security: framing is the stream's own, and {@code hsts} is the one place the policy comes from.
     *
     * <p>A head that is a {@link ResponseHead#tunnel() tunnel} turns the stream into one: from then on bodies are the raw octets of both directions.
     *
     * @param end whether no body follows; must be true for an answer to HEAD, for 204 and for 304
     */
    void writeHead(ResponseHead head, HstsField hsts, boolean end);

    /** Writes a piece of the body. Takes ownership of {@code data}. */
    void writeBody(ByteBuf data);

    /** Ends the body; in a tunnel, ends this direction. */
    void writeEnd();

    /**
     * Ends the body with fields behind it, for a client that takes them ({@link frontdoor.http.RequestHead#acceptsTrailers()}); without them
     * where its protocol has no place for them. Borrows {@code fields} for the call.
     */
    default void writeTrailers(Fields fields) {
        writeEnd();
    }

    /** Whether the client takes more at the moment. */
    boolean isWritable();

    /** Gives back {@code octets} of the request's body that have been passed on or dropped. */
    void bodyConsumed(int octets);

    /**
     * The rest of the request's body is not wanted. If the response ends before the request does, the stream drains a little or closes,
     * so that the client sees the response (RFC 9112 9.6).
     */
    void discardBody();

    /**
     * Whether a client can be told that nothing was done about its request (RFC 9113 8.7): {@link #abort} with {@link Failure#OVERLOADED}
     * does, for which no answer is then needed.
     */
    default boolean isRefusable() {
        return false;
    }

    /** Ends the stream without an orderly end, so that the client cannot take the response for complete (RFC 9112 8). */
    void abort(Failure failure);
}
