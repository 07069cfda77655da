package frontdoor.upstream1;

import frontdoor.http.Failure;
import frontdoor.limits.ExchangeTimeouts;

/**
 * Which of its timeouts a connection's exchange is under at the moment: the wait for the response, the wait for the next octet, or
 * none.
 *
 * <h2>Threads</h2>
 *
 * Confined to the event loop of its connection.
 */
final class ExchangeWatch {
    private final ConnectionTimer timer;
    private final RequestOutput request;
    private final ResponseInput response;
    private ExchangeTimeouts timeouts;
    private boolean inHead;

    ExchangeWatch(ConnectionTimer timer, RequestOutput request, ResponseInput response, ExchangeTimeouts timeouts) {
        this.timer = timer;
        this.request = request;
        this.response = response;
        this.timeouts = timeouts;
    }

    /** Another exchange begins, with timeouts of its own; nothing is waited for yet. */
    void begin(ExchangeTimeouts timeouts) {
        this.timeouts = timeouts;
        inHead = false;
        timer.clear();
    }

    /** A piece of the request's body, or of the tunnel, was written. */
    void onRequestWritten(boolean reading) {
        if (response.isTunnel()) {
            watchResponse(reading);
        } else {
            watchUpload(reading);
        }
    }

    /** The request was written to its end. */
    void onRequestEnded(boolean reading) {
        if (request.inOnePiece()) {
            watchResponse(reading);
        } else {
            watchUpload(reading);
        }
    }

    /** Waits for what the backend says next; for nothing while the response is not read, since that is the client's doing. */
    void watchResponse(boolean reading) {
        boolean wasInHead = inHead;
        inHead = reading && response.hasBegunHead();
        if (wasInHead && inHead) {
            // One that trickles in has its time as a whole: an octet now and then would make it last for days.
            return;
        }
        if (!reading) {
            timer.clear();
        } else if (response.isQuiet()) {
            timer.watch(timeouts.websocketIdle().toNanos(), Failure.UPSTREAM_IDLE_TIMEOUT);
        } else if (request.ended() && response.awaitsHead()) {
            timer.watch(timeouts.upstreamResponse().toNanos(), Failure.UPSTREAM_RESPONSE_TIMEOUT);
        } else {
            timer.watch(timeouts.upstreamIdle().toNanos(), Failure.UPSTREAM_IDLE_TIMEOUT);
        }
    }

    private void watchUpload(boolean reading) {
        // A backend that cannot send may not take more either, and its answer to the last octet is not seen.
        if (reading && !timer.watchesIdling()) {
            timer.watch(timeouts.upstreamIdle().toNanos(), Failure.UPSTREAM_IDLE_TIMEOUT);
        }
    }

    /** No exchange is under way: the connection may wait so long for the next one. */
    void onPooled(long nanos) {
        timer.watch(nanos, Failure.UPSTREAM_CLOSED);
    }

    /** No exchange is under way, and the connection waits as long as its client stays. */
    void onOwned() {
        timer.clear();
    }

    /** The connection has ended. */
    void release() {
        timer.release();
    }
}
