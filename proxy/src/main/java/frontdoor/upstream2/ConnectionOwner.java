package frontdoor.upstream2;

import frontdoor.http.Failure;
import org.jspecify.annotations.Nullable;

/**
 * Whoever has a connection and gives its streams to exchanges.
 *
 * <h2>Threads</h2>
 *
 * Called on the event loop of the connection.
 */
public interface ConnectionOwner {
    /** The backend has said that it speaks HTTP/2: streams can be opened. */
    void onReady();

    /** The backend takes more streams at once than before, or fewer, or none any more. */
    void onRoom();

    /** An exchange that was begun has ended: there may be room for another one. */
    void onExchangeEnded();

    /** The backend has answered a request. */
    void onAnswered();

    /**
     * The connection is over.
     *
     * @param failure why, if it has never been ready; else null
     * @param cause what there is to say about that, or null
     */
    void onClosed(@Nullable Failure failure, @Nullable String cause);
}
