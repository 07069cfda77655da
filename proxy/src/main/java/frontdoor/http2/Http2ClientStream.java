package frontdoor.http2;

import frontdoor.exchange.ClientConnection;
import frontdoor.exchange.ClientStream;
import frontdoor.exchange.RequestEvents;
import frontdoor.http.Failure;
import frontdoor.http.Fields;
import frontdoor.http.Flaw;
import frontdoor.http.HstsField;
import frontdoor.http.RequestHead;
import frontdoor.http.ResponseHead;
import frontdoor.http2.FrameBudget.Kind;
import frontdoor.multiplex.RequestHalf;
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
    /** Octets of the heap that a request keeps besides its head: this stream, Netty's, and the exchange. */
    private static final int KEPT = 4096;

    private final Http2Streams home;
    private final Http2Stream stream;
    private final RequestHalf request;
    private final SendQueue queue;
    /** Octets of the heap, until its head is given back. */
    private final int kept;

    private boolean closed;
    /** The error code that follows the response, because the request was malformed. */
    private long resetAfter = NO_RESET;

    Http2ClientStream(Http2Streams home, Http2Stream stream, RequestHead head) {
        this.home = home;
        this.stream = stream;
        this.request = new RequestHalf(head);
        this.queue = new SendQueue(home, this, home.windows().initialWindowSize());
        this.kept = KEPT + head.fields().bytes().length;
        home.tenant().onHead(kept);
    }

    int id() {
        return stream.id();
    }

    SendQueue queue() {
        return queue;
    }

    /** Starts the exchange, or has the request refused. */
    void onHead(@Nullable Failure failure, boolean end) throws Http2Exception {
        request.onHead(end);
        RequestEvents started;
        if (failure == null) {
            started = home.starter().start(this, request.head());
        } else {
            request.discard();
            if (RequestHalf.isMalformed(failure)) {
                resetAfterwards();
            }
            started = home.starter().refuse(this, request.head(), failure);
        }
        request.onStarted(started, closed);
    }

    /** Borrows {@code data}; returns how many octets of the window may open again at once. */
    int onData(ByteBuf data, int padding, boolean end) throws Http2Exception {
        int octets = data.readableBytes();
        refuse(request.onOctets(octets, end));
        boolean owed = request.take(data);
        if (end) {
            request.end();
        }
        return owed ? padding : octets + padding;
    }

    /** The trailer section has come, and with it the end; {@code flaw} is what is wrong with it. */
    void onTrailers(@Nullable Failure failure, @Nullable Flaw flaw) throws Http2Exception {
        refuse(request.onTrailers(failure, flaw));
        request.end();
    }

    private void refuse(@Nullable Failure malformed) throws Http2Exception {
        if (malformed != null) {
            resetAfterwards();
            request.fail(malformed);
        }
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
        if (request.isExchangeEnded()) {
            giveHeadBack();
        } else {
            request.fail(home.endOfStreams());
        }
    }

    /** Called at both ends; the later one gives it back, for a head given back twice would be shared by two requests. */
    private void giveHeadBack() {
        if (request.isExchangeEnded() && closed) {
            home.tenant().onHead(-kept);
            home.heads().give(request.head());
        }
    }

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
        boolean endNow = end && request.isComplete() && resetAfter == NO_RESET;
        home.output().headers(id(), response, hsts, endNow);
        if (endNow) {
            request.onExchangeEnded();
            stream.closeLocalSide();
        } else if (end) {
            writeEnd();
        }
        home.bound().onHead();
        if (response.tunnel()) {
            request.toTunnel();
        }
    }

    private void toExchangeEnded() {
        if (!request.isExchangeEnded()) {
            request.onExchangeEnded();
            giveHeadBack();
        }
    }

    @Override
    public void writeBody(ByteBuf data) {
        if (closed || request.isExchangeEnded() || !data.isReadable()) {
            data.release();
            return;
        }
        queue.add(data);
        home.windows().onAdded(queue);
    }

    @Override
    public void writeEnd() {
        if (request.isExchangeEnded() || queue.isEnded()) {
            return;
        }
        request.onAnswered();
        giveHeadBack();
        if (!closed) {
            queue.end();
            home.windows().onAdded(queue);
        }
    }

    @Override
    public void writeTrailers(Fields fields) {
        ByteBuf block =
                closed || request.isExchangeEnded() ? null : home.output().block(fields);
        if (block == null) {
            writeEnd();
            return;
        }
        toExchangeEnded();
        queue.end(block);
        home.windows().onAdded(queue);
    }

    /** The response's last octet has been framed. */
    void onEndSent() {
        if (resetAfter != NO_RESET) {
            home.reset(stream, resetAfter);
        } else if (request.isComplete() || request.isTunnel()) {
            stream.closeLocalSide();
        } else {
            // RFC 9113 8.1: the client need not send the rest of a request that has been answered.
            home.reset(stream, Http2Error.NO_ERROR.code());
        }
    }

    /** Something of the body has left. */
    void onSent() {
        RequestEvents listener = request.listener();
        if (queue.toWritable() && isWritable() && listener != null) {
            listener.onClientWritable();
        }
    }

    /** The channel holds too much of all responses, or no longer does. */
    void onOutputChanged() {
        RequestEvents listener = request.listener();
        if (listener == null) {
            return;
        }
        if (home.bound().isFull()) {
            listener.onClientFull();
        } else if (isWritable()) {
            listener.onClientWritable();
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
        request.fail(Failure.CLIENT_STALLED);
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
        request.discard();
    }

    @Override
    public boolean isRefusable() {
        return true;
    }

    @Override
    public void abort(Failure failure) {
        if (request.isExchangeEnded()) {
            return;
        }
        toExchangeEnded();
        if (!closed) {
            home.reset(stream, resetAfter == NO_RESET ? errorOf(failure).code() : resetAfter);
        }
    }

    /** RFC 8441 5: what is a reset of TCP at the other end of a tunnel is CANCEL here. */
    private Http2Error errorOf(Failure failure) {
        return request.isTunnel() ? Http2Error.CANCEL : Http2Streams.errorOf(failure);
    }

    /** Whether it carries a tunnel. */
    boolean isTunnel() {
        return request.isTunnel();
    }
}
