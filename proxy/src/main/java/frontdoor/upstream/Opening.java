package frontdoor.upstream;

/**
 * A stream that may not be open yet.
 *
 * <h2>Threads</h2>
 *
 * Confined to the event loop of the exchange.
 */
public interface Opening {
    /** Gives it up: no event follows. Without effect once the stream is ready or has failed. */
    void cancel();
}
