package frontdoor.http2;

import frontdoor.exchange.ClientConnection;
import frontdoor.exchange.ClientStream;
import frontdoor.exchange.RequestEvents;
import frontdoor.http.Failure;
import frontdoor.http.Flaw;
import frontdoor.http.HstsField;
import frontdoor.http.RequestHead;
import frontdoor.http.ResponseHead;
import frontdoor.http.Rule;
import frontdoor.http2.FrameBudget.Kind;
import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Stream;
import org.jspecify.annotations.Nullable;

/**
 * One stream of an HTTP/2 connection, as an exchange sees it.
 *
 * <p>Two lives end apart: the exchange's, with the end of the response as it wrote it or with {@link #abort}; and the stream's, when the
 * last octet has left or either side has reset it. The exchange hears nothing after its own end, and exactly one failure if the stream's
 * comes first. After both ends the head goes back to be used again, and late calls fall on deaf ears.
 *
 * <h2>Buffers</h2>
 *
 * Owns what {@link #writeBody} was given until it has left or the stream is gone.
 *
 * <h2>Threads</h2>
 *
 * Confined to the event loop of its connection.
 *
 * <h2>Backpressure</h2>
 *
 * The client's window opens again only by {@link #bodyConsumed}; {@link #isWritable()} follows the {@link SendQueue}.
 */
final class Http2ClientStream implements ClientStream {
    private static final long NO_RESET = -1;

    private final Http2Streams home;
    private final Http2Stream stream;
    private final RequestHead head;
    private final SendQueue queue;
    private @Nullable RequestEvents events;
    private long received;
    /** The exchange has ended its response, or given it up: it hears nothing any more. */
    private boolean exchangeEnded;
    /** The client's END_STREAM has come. */
    private boolean requestEnded;
    /** The exchange knows that the request is complete. */
    private boolean endTold;
    /** The exchange knows that the request failed: it hears nothing more of the request. */
    private boolean requestFailed;
    /** Nobody wants the rest of the request's body. */
    private boolean discarding;

    private boolean closed;
    /** The error code that follows the response, because the request was malformed. */
    private long resetAfter = NO_RESET;

    Http2ClientStream(Http2Streams home, Http2Stream stream, RequestHead head) {
        this.home = home;
        this.stream = stream;
        this.head = head;
        this.queue = new SendQueue(home, this, home.windows().initialWindowSize());
    }

    int id() {
        return stream.id();
    }

    SendQueue queue() {
        return queue;
    }

    // ---- the request, told by the connection ----

    /** Starts the exchange, or has the request refused. */
    void onHead(@Nullable Failure failure, boolean end) throws Http2Exception {
        requestEnded = end;
        RequestEvents started;
        if (failure == null) {
            started = home.starter().start(this, head);
        } else {
            discarding = true;
            if (isMalformed(failure)) {
                resetAfterwards();
            }
            started = home.starter().refuse(this, head, failure);
        }
        events = started;
        if (closed) {
            tellFailure(Failure.CLIENT_ABORTED);
        } else if (end || head.bodyLength() == 0) {
            // RFC 9113 8.1.1: after a length of 0 nothing can follow but the end of the stream, and who waited for that
            // would leave it to the client how long the exchange lasts.
            tellEnd();
        }
    }

    // RFC 9113 8.1.1: a malformed request is a stream error; the answer before it is a courtesy to whoever reads it.
    private static boolean isMalformed(Failure failure) {
        return failure == Failure.MALFORMED_REQUEST || failure == Failure.BAD_FRAMING;
    }

    /** Borrows {@code data}; returns how many octets of the window may open again at once. */
    int onData(ByteBuf data, int padding, boolean end) throws Http2Exception {
        int octets = data.readableBytes();
        received += octets;
        requestEnded |= end;
        if (head.bodyLength() >= 0 && (received > head.bodyLength() || end && received < head.bodyLength())) {
            head.setFlaw(Flaw.of(Rule.BODY_LENGTH));
            onMalformed(Failure.BAD_FRAMING);
        }
        boolean wanted = octets > 0 && !discarding && isListening();
        if (wanted && events != null) {
            events.onBody(data.readRetainedSlice(octets));
        }
        if (end) {
            tellEnd();
        }
        return wanted ? padding : octets + padding;
    }

    /** The trailer section has come, and with it the end; {@code flaw} is what is wrong with it. */
    void onTrailers(@Nullable Failure failure, @Nullable Flaw flaw) throws Http2Exception {
        requestEnded = true;
        if (failure != null && isMalformed(failure)) {
            head.setFlaw(flaw);
            onMalformed(failure);
        } else if (head.bodyLength() > received) {
            head.setFlaw(Flaw.of(Rule.BODY_LENGTH));
            onMalformed(Failure.BAD_FRAMING);
        }
        tellEnd();
    }

    private void onMalformed(Failure failure) throws Http2Exception {
        resetAfterwards();
        tellFailure(failure);
    }

    /** Counted when the client breaks the rules, not when the reset leaves: the backend may have begun by now, and the answer takes time. */
    private void resetAfterwards() throws Http2Exception {
        if (resetAfter == NO_RESET) {
            resetAfter = Http2Error.PROTOCOL_ERROR.code();
            home.budget().spend(Kind.PROVOKED_RESET);
        }
    }

    /** The stream is gone, whoever ended it. */
    void onClosed() {
        closed = true;
        home.windows().remove(queue);
        queue.discard();
        if (exchangeEnded) {
            giveHeadBack();
        } else {
            tellFailure(Failure.CLIENT_ABORTED);
        }
    }

    private boolean isListening() {
        return !exchangeEnded && !requestFailed;
    }

    private void tellEnd() {
        if (isListening() && events != null && !endTold) {
            endTold = true;
            events.onRequestEnd();
        }
    }

    private void tellFailure(Failure failure) {
        if (!exchangeEnded && events != null && (!requestFailed || failure.clientGone())) {
            RequestEvents listener = events;
            if (failure.clientGone()) {
                events = null;
            }
            requestFailed = true;
            listener.onClientFailure(failure);
        }
    }

    /** Called at both ends; the later one gives it back, for a head given back twice would be shared by two requests. */
    private void giveHeadBack() {
        if (exchangeEnded && closed) {
            home.heads().give(head);
        }
    }

    // ---- the response, told by the exchange ----

    @Override
    public ClientConnection connection() {
        return home.connection();
    }

    @Override
    public void writeInterim(ResponseHead interim) {
        if (!closed) {
            home.output().headers(id(), interim, HstsField.NONE, false);
            home.bound().onHead();
        }
    }

    @Override
    public void writeHead(ResponseHead response, HstsField hsts, boolean end) {
        if (closed) {
            if (end) {
                toExchangeEnded();
            }
            return;
        }
        stream.headersSent(false);
        // An answer before the request's end keeps its own end for the flush: the request may be complete by then.
        boolean endNow = end && requestEnded && resetAfter == NO_RESET;
        home.output().headers(id(), response, hsts, endNow);
        if (endNow) {
            exchangeEnded = true;
            stream.closeLocalSide();
        } else if (end) {
            writeEnd();
        }
        home.bound().onHead();
    }

    private void toExchangeEnded() {
        if (!exchangeEnded) {
            exchangeEnded = true;
            giveHeadBack();
        }
    }

    @Override
    public void writeBody(ByteBuf data) {
        if (closed || exchangeEnded || !data.isReadable()) {
            data.release();
            return;
        }
        queue.add(data);
        home.windows().onAdded(queue);
    }

    @Override
    public void writeEnd() {
        if (exchangeEnded) {
            return;
        }
        toExchangeEnded();
        if (!closed) {
            queue.end();
            home.windows().onAdded(queue);
        }
    }

    /** The response's last octet has been framed. */
    void onEndSent() {
        if (resetAfter != NO_RESET) {
            home.reset(stream, resetAfter);
        } else if (requestEnded) {
            stream.closeLocalSide();
        } else {
            // RFC 9113 8.1: the client need not send the rest of a request that has been answered.
            home.reset(stream, Http2Error.NO_ERROR.code());
        }
    }

    /** Something of the body has left. */
    void onSent() {
        if (queue.toWritable() && isWritable() && !exchangeEnded && events != null) {
            events.onClientWritable();
        }
    }

    /** The channel holds too much of all responses, or no longer does. */
    void onOutputChanged() {
        if (exchangeEnded || events == null) {
            return;
        }
        if (home.bound().isFull()) {
            events.onClientFull();
        } else if (isWritable()) {
            events.onClientWritable();
        }
    }

    /** Octets wait that cannot leave now. */
    void watchStall() {
        if (!queue.isSet() && !closed) {
            queue.beginPeriod(home.windows().left());
            home.loop().set(queue, home.limits().stallNanos());
        }
    }

    /**
     * A period of the watch is over: the client has stalled if it kept the stream's window shut, or took next to nothing of all responses
     * together. Without a turn a stream of many says nothing about a client that reads as fast as its link lets it.
     */
    void onStallCheck() {
        if (closed || queue.octets() == 0) {
            return;
        }
        boolean reading = home.isReading(queue);
        if (queue.hasProgressed() || reading && queue.hasWaited()) {
            watchStall();
            return;
        }
        tellFailure(Failure.CLIENT_STALLED);
        home.onStalled(stream, reading);
    }

    @Override
    public boolean isWritable() {
        return !queue.isFull() && !home.bound().isFull();
    }

    @Override
    public void bodyConsumed(int octets) {
        if (!closed && octets > 0) {
            home.consume(stream, octets);
        }
    }

    @Override
    public void discardBody() {
        discarding = true;
    }

    @Override
    public boolean isRefusable() {
        return true;
    }

    @Override
    public void abort(Failure failure) {
        if (exchangeEnded) {
            return;
        }
        toExchangeEnded();
        if (!closed) {
            home.reset(
                    stream,
                    resetAfter == NO_RESET ? Http2Streams.errorOf(failure).code() : resetAfter);
        }
    }
}
