package frontdoor.upstream1;

import frontdoor.exchange.ResponseEvents;
import frontdoor.http.Failure;
import frontdoor.http.Flaw;
import frontdoor.http.Rule;
import io.netty.channel.Channel;
import org.jspecify.annotations.Nullable;

/**
 * The end of the exchange on a connection, whichever way it comes. Who listens hears of it once, since whoever ends the exchange takes
 * the listener away first.
 *
 * <h2>Threads</h2>
 *
 * Confined to the event loop of its connection.
 */
final class ExchangeEnd {
    private final StreamOwner owner;
    private final Channel channel;
    private final RequestOutput request;
    private final ResponseInput response;
    private final TunnelEnds tunnel;
    private boolean readFailed;
    private @Nullable ResponseEvents events;

    ExchangeEnd(StreamOwner owner, Channel channel, RequestOutput request, ResponseInput response, TunnelEnds tunnel) {
        this.owner = owner;
        this.channel = channel;
        this.request = request;
        this.response = response;
        this.tunnel = tunnel;
    }

    /** {@code events} hears of the exchange from now on. */
    void toldTo(ResponseEvents events) {
        this.events = events;
    }

    /** Who hears of the response, or null: nobody does any more. */
    @Nullable
    ResponseEvents events() {
        return events;
    }

    /** Takes the listener away, if there is one. */
    @Nullable
    ResponseEvents takeEvents() {
        ResponseEvents listener = events;
        events = null;
        return listener;
    }

    /** Whether the connection was reset: nothing the backend said last is an orderly end. */
    boolean readFailed() {
        return readFailed;
    }

    /** The response is complete. */
    void onResponseComplete() {
        ResponseEvents listener = takeEvents();
        if (!request.sent()) {
            owner.close();
        }
        if (listener != null) {
            listener.onResponseEnd();
        }
    }

    /** Ends the exchange and the connection. */
    void fail(Failure failure) {
        ResponseEvents listener = takeEvents();
        owner.close();
        if (listener != null) {
            tell(listener, failure);
        }
    }

    private void tell(ResponseEvents listener, Failure failure) {
        Rule broken = response.brokenOffBy(failure, readFailed);
        if (broken != null) {
            boolean unanswered = broken == Rule.NO_ANSWER || broken == Rule.RESET_UNANSWERED;
            listener.onMalformed(Flaw.of(unanswered && owner.hasNeverAnswered() ? Rule.NEVER_ANSWERED : broken));
        }
        listener.onUpstreamFailure(failure);
    }

    /** The backend's FIN, where it does not end the connection: in a tunnel. */
    void onInputEnded() {
        ResponseEvents listener = events;
        if (listener == null || tunnel.inputEnded()) {
            return;
        }
        if (request.ended()) {
            events = null;
        }
        tunnel.onInputEnded();
        listener.onResponseEnd();
    }

    /** close_notify of the backend, which ends the connection but in a tunnel. */
    void onInputEndedByTls() {
        if (response.isTunnel()) {
            onInputEnded();
        } else {
            onClosed(true);
        }
    }

    /** The connection has ended; {@code inOrder} if an answer may end by that. */
    void onClosed(boolean inOrder) {
        ResponseEvents listener = takeEvents();
        owner.close();
        if (listener == null) {
            return;
        }
        if (!readFailed && inOrder && response.onEndOfInput()) {
            listener.onResponseEnd();
        } else {
            tell(listener, request.failure(response.begun()));
        }
    }

    /** The backend has reset the connection. */
    void onReadFailed() {
        readFailed = true;
        var _ = channel.close();
    }

    /** Writing failed, but a response that the backend sent before it closed can still be read. */
    void onWriteFailed() {
        if (events == null) {
            owner.close();
        } else if (request.failedAtOnce()) {
            fail(request.failureUnsent());
        } else if (!request.stopped()) {
            request.stop();
            events.onUpstreamWritable();
        }
    }
}
