package frontdoor.http1;

import frontdoor.exchange.ExchangeStarter;
import frontdoor.exchange.RequestEvents;
import frontdoor.http.Failure;
import frontdoor.http.RequestHead;
import frontdoor.wire.BodyFraming;
import frontdoor.wire.BodyReader;
import frontdoor.wire.Grammar;
import frontdoor.wire.RequestReader;
import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/**
 * A request has begun and its response has not ended: the request's side, {@link Http1Stream} being the response's.
 *
 * <h2>Backpressure</h2>
 *
 * Reading stops while the core owes too many octets, and, once the request is complete, as soon as octets of a next one are there: a
 * client may send ahead what one read delivers. Until then reading goes on, so that a client that leaves is noticed.
 */
final class InExchange extends Phase {
    private final Moves http1;
    private final ExchangeStarter starter;
    private final RequestHead head;
    private final BodyReader body = new BodyReader(Grammar.REQUEST);
    private final Http1Stream stream;
    /** Null while the core starts the exchange. */
    private @Nullable RequestEvents events;
    /** What happened while the core started the exchange. */
    private @Nullable Failure lost;

    private BodyFraming framing = BodyFraming.NONE;
    private boolean persistent;
    private boolean complete;
    private boolean broken;
    private boolean discarding;
    private long received;
    private long discarded;

    InExchange(Moves http1, ExchangeStarter starter, RequestHead head) {
        this.http1 = http1;
        this.starter = starter;
        this.head = head;
        this.stream = new Http1Stream(http1, this, head);
    }

    BodyReader body() {
        return body;
    }

    Http1Stream stream() {
        return stream;
    }

    /** Starts the exchange of a head that was read. */
    void begin(RequestReader reader) {
        reset(reader.framing(), reader.keepAlive());
        body.reset(framing, head.bodyLength());
        complete = framing == BodyFraming.NONE || body.done();
        onStarted(starter.start(stream, head));
    }

    /** Starts the exchange of a head that is refused: nothing more of the request is read, and nothing after it. */
    void refuse(Failure failure) {
        reset(BodyFraming.NONE, false);
        broken = true;
        onStarted(starter.refuse(stream, head, failure));
    }

    private void reset(BodyFraming framing, boolean persistent) {
        this.framing = framing;
        this.persistent = persistent;
        events = null;
        lost = null;
        complete = false;
        broken = false;
        discarding = false;
        received = 0;
        discarded = 0;
        stream.reset();
    }

    private void onStarted(RequestEvents listener) {
        if (stream.ended()) {
            return;
        }
        events = listener;
        if (lost != null) {
            stream.setEnded();
            listener.onClientFailure(lost);
        } else if (complete) {
            listener.onRequestEnd();
        }
    }

    @Override
    void onInput(Unread unread) {
        RequestEvents listener = events;
        if (listener == null) {
            return;
        }
        while (!complete && !broken && !stream.ended()) {
            ByteBuf piece = body.next(unread.octets());
            if (piece == null) {
                onPiecesTaken(listener);
                return;
            }
            onPiece(listener, piece);
        }
    }

    private void onPiece(RequestEvents listener, ByteBuf piece) {
        int octets = piece.readableBytes();
        received += octets;
        if (discarding) {
            discarded += octets;
            piece.release();
        } else {
            stream.owe(octets);
            listener.onBody(piece);
        }
    }

    private void onPiecesTaken(RequestEvents listener) {
        if (body.done()) {
            complete = true;
            listener.onRequestEnd();
        } else if (body.failed()) {
            broken = true;
            head.setFlaw(body.flaw());
            listener.onClientFailure(Failure.BAD_FRAMING);
        }
    }

    @Override
    void onEndOfInput() {
        if (!complete && !broken || !http1.input().clientMayRead()) {
            http1.onGone(Failure.CLIENT_ABORTED);
        }
    }

    @Override
    boolean wantsInput(Unread unread) {
        if (broken) {
            return false;
        }
        if (complete) {
            return unread.isEmpty();
        }
        return discarding ? discarded < DrainingBody.MAX_DRAINED : !stream.owesMuch();
    }

    @Override
    void onWritable() {
        if (events != null) {
            events.onClientWritable();
        }
    }

    @Override
    void onGone(Failure failure) {
        if (stream.ended()) {
            return;
        }
        if (events == null) {
            lost = failure;
        } else {
            stream.setEnded();
            events.onClientFailure(failure);
        }
    }

    @Override
    void onOverrun() {
        broken = true;
        if (complete) {
            // What came too much is of no concern to this exchange, after which the connection ends.
            return;
        }
        if (events == null) {
            lost = Failure.CLIENT_OVERRUN;
        } else if (!stream.ended()) {
            events.onClientFailure(Failure.CLIENT_OVERRUN);
        }
    }

    /** The core does not want the rest of the body. */
    void discardBody() {
        discarding = true;
        http1.input().settle();
    }

    /** Whether another request can follow on this connection, as far as can be told when the response's head is written. */
    boolean keepsConnection() {
        if (!persistent || broken || http1.isLastExchange()) {
            return false;
        }
        // RFC 9110 10.1.1: whether a client that got no 100 sends its body is its own affair, so nobody knows what
        // comes next.
        boolean unsure = head.expectsContinue() && !complete && received == 0 && !stream.continued();
        return !unsure && !restIsLong();
    }

    private boolean restIsLong() {
        return discarding && framing == BodyFraming.LENGTH && head.bodyLength() - received > DrainingBody.MAX_DRAINED;
    }

    /** The response is complete; {@code keepAlive} if its head did not announce the end of the connection. */
    void onResponseEnd(boolean keepAlive) {
        discarding = true;
        if (!keepAlive || !keepsConnection()) {
            http1.toLingering();
        } else if (complete) {
            http1.toAwaiting();
        } else {
            http1.toDraining();
        }
    }

    /** 101 was written: who listens to the exchange listens to the tunnel. */
    void toTunnel() {
        http1.toTunnelling(events);
    }
}
