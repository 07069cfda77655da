package frontdoor.http1;

import frontdoor.http.Failure;

/**
 * A phase of the work of an HTTP/1 connection; one object of each kind per connection, used again and again.
 *
 * <h2>Threads</h2>
 *
 * Confined to the event loop of its connection.
 */
abstract sealed class Phase permits AwaitingRequest, InExchange, Tunnelling, DrainingBody, Lingering, Closed {
    /** Takes what it wants of the unread octets, possibly none. */
    abstract void onInput(Unread unread);

    /** No octet will follow the unread ones, and of those it has taken what it wants. May be told more than once. */
    abstract void onEndOfInput();

    /** Whether more octets should be read from the client. */
    abstract boolean wantsInput(Unread unread);

    /** Another phase follows: its deadline ends. */
    void onLeave() {}

    /** The connection is closed: nothing may be left that keeps it in memory. */
    void release() {}

    /** The client takes more again. */
    void onWritable() {}

    /** The connection has been closed under it. */
    void onGone(Failure failure) {}

    /** More came than can be held. Nothing that still comes is taken. */
    void onOverrun() {}

    /** The connection should come to its end. */
    void onDrain() {}
}
