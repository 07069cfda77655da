package frontdoor.forward;

import io.netty.buffer.ByteBuf;

/**
 * Who answers a request that is not answered from its head alone: a backend, or a page of our own that takes the body first.
 *
 * <p>What is no more than an answer hears of nothing else. It answers through its {@link Exchange}, which calls {@link #close} when it gives up.
 */
interface Responder {
    /** Starts; the exchange may have ended when this returns. */
    void begin();

    /** A piece of the request's body, which is dropped unless somebody wants it. Takes ownership of {@code data}; its octets are owed to the client's stream. */
    default void onRequestBody(ByteBuf data) {
        data.release();
    }

    /** The request is complete; in a tunnel, the client's direction has ended. */
    default void onRequestEnd() {}

    /** The client takes nothing more for now. */
    default void onClientFull() {}

    /** The client takes more of the answer. */
    default void onClientWritable() {}

    /** Whether the client has the head of the answer: then a failure can only cut it. */
    default boolean headWritten() {
        return false;
    }

    /** The exchange ends without this answer: releases everything. Nothing is called afterwards. */
    default void close() {}
}
