package frontdoor.upstream;

import frontdoor.exchange.ResponseEvents;
import frontdoor.http.Failure;
import frontdoor.limits.ExchangeTimeouts;
import frontdoor.loop.Deadline;
import frontdoor.share.ClientKey;

/**
 * One request that waits until its backend has a connection, or a stream of one, for it.
 *
 * <h2>Threads</h2>
 *
 * Confined to the event loop of its exchange.
 */
final class WaitingRequest extends Deadline implements Opening {
    private final WaitingLine line;
    private final ExchangeTimeouts timeouts;
    private final boolean fresh;
    private final ResponseEvents events;
    private Opening opening = this::leave;
    private boolean placed;
    private boolean waits = true;

    WaitingRequest(WaitingLine line, ExchangeTimeouts timeouts, boolean fresh, ResponseEvents events) {
        this.line = line;
        this.timeouts = timeouts;
        this.fresh = fresh;
        this.events = events;
    }

    ClientKey client() {
        return events.client().key();
    }

    /** Whether it has to be a new connection. */
    boolean fresh() {
        return fresh;
    }

    ExchangeTimeouts timeouts() {
        return timeouts;
    }

    ResponseEvents events() {
        return events;
    }

    /** It has a place in the queue. */
    void onPlaced() {
        placed = true;
    }

    /** Whether it has a place in the queue, to be given back. */
    boolean isPlaced() {
        return placed;
    }

    /** The wait is over: whoever gives the request up now gives {@code next} up. */
    void becomes(Opening next) {
        waits = false;
        opening = next;
    }

    /** Whether it is still in line. */
    boolean waits() {
        return waits;
    }

    @Override
    public void cancel() {
        opening.cancel();
    }

    private void leave() {
        waits = false;
        line.remove(this);
    }

    @Override
    protected void onExpired() {
        waits = false;
        line.remove(this);
        events.onUpstreamFailure(Failure.UPSTREAM_QUEUE_TIMEOUT);
    }
}
