package frontdoor.exchange;

import frontdoor.http.Failure;
import io.netty.buffer.ByteBuf;

/**
 * The events on the client's side of an exchange after its head; called by the client stream's connection.
 *
 * <h2>Threads</h2>
 *
 * Called on the event loop of the connection.
 */
public interface RequestEvents {
    /** A piece of the request's body, never empty. Takes ownership of {@code data}; its octets are owed to {@link ClientStream#bodyConsumed}. */
    void onBody(ByteBuf data);

    /** The request is complete; called exactly once for every complete request, also for one without a body. In a tunnel: the client's FIN. */
    void onRequestEnd();

    /** {@link ClientStream#isWritable()} has become false without a write of this exchange. */
    void onClientFull();

    /** {@link ClientStream#isWritable()} has become true again. */
    void onClientWritable();

    /**
     * The request cannot be completed: the client went away ({@link Failure#CLIENT_ABORTED}), stalled, took too long, or broke the framing
     * of its body. If no head was written yet and the failure is not the client's absence, an answer is still possible. Nothing else of
     * the request follows.
     */
    void onClientFailure(Failure failure);
}
