package frontdoor.exchange;

/**
 * Whoever wants to know whether a client's connection is in use: one that is not can be asked to make room for others.
 *
 * <h2>Threads</h2>
 *
 * Called on the event loop of the connection, with every request: it must cost next to nothing.
 */
public interface ConnectionUse {
    /** Nobody does. */
    ConnectionUse UNWATCHED = new ConnectionUse() {
        @Override
        public void onBusy() {}

        @Override
        public void onIdle() {}
    };

    /** A whole request has come. May be told again while that is so. */
    void onBusy();

    /** No request is under way, and the client may send another one. */
    void onIdle();
}
