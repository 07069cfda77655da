package frontdoor.upstream2;

import frontdoor.exchange.ResponseEvents;
import frontdoor.exchange.UpstreamStream;
import frontdoor.http.Failure;
import frontdoor.http.Flaw;
import frontdoor.http.Method;
import frontdoor.http.RequestHead;
import frontdoor.http.Rule;
import frontdoor.limits.ExchangeTimeouts;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Stream;
import java.net.SocketAddress;
import org.jspecify.annotations.Nullable;

/**
 * One exchange on a connection to a backend that speaks HTTP/2.
 *
 * <p>It is over with the end of the response, with a failure or when it is given up; the stream of a request that has not been sent to its
 * end by then is reset. Whoever ends it takes {@code events} away first, so that it hears of its end once.
 *
 * <h2>Buffers</h2>
 *
 * Pieces of a body wait in Netty's flow control until the backend's windows let them pass.
 *
 * <h2>Threads</h2>
 *
 * Confined to the event loop of its connection.
 *
 * <h2>Backpressure</h2>
 *
 * Towards the backend by its windows; from it by the stream's window, which opens again only while the exchange wants to read.
 */
final class Http2UpstreamStream implements UpstreamStream {
    private static final long NONE = -1;

    private final Http2UpstreamConnection connection;
    private final ResponseReading response = new ResponseReading(this);
    private final StreamWatch watch;
    private @Nullable ResponseEvents events;
    private @Nullable Http2Stream stream;
    private boolean reading = true;
    private int owed;

    private boolean ofHead;
    private boolean requestEnded;
    private boolean bodyHandedOver;
    private long requestLeft = NONE;

    Http2UpstreamStream(Http2UpstreamConnection connection, ExchangeTimeouts timeouts, ResponseEvents events) {
        this.connection = connection;
        this.events = events;
        this.watch = new StreamWatch(this, connection, timeouts);
    }

    /** Netty's, or null before the request's head was written. */
    @Nullable
    Http2Stream stream() {
        return stream;
    }

    /** Whether the request was written to its end, and everything of it has left. */
    boolean requestSent() {
        return requestEnded && !connection.frames().holdsBody(stream);
    }

    /** Whether nothing can be sent before the client has sent more. */
    boolean waitsForClient() {
        return !requestEnded && !connection.frames().holdsBody(stream);
    }

    /** Who hears of the response, or null: nobody does any more. */
    @Nullable
    ResponseEvents events() {
        return events;
    }

    /** Whether nobody listens any more. */
    boolean isOver() {
        return events == null;
    }

    boolean headSeen() {
        return response.headSeen();
    }

    boolean isQuiet() {
        return response.isQuiet();
    }

    boolean reading() {
        return reading;
    }

    @Override
    public SocketAddress peer() {
        return connection.remote();
    }

    @Override
    public void writeHead(RequestHead request) {
        if (events == null) {
            return;
        }
        if (request.websocketUpgrade() || !connection.isOpen()) {
            Failure failure = request.websocketUpgrade() ? Failure.UNSUPPORTED_PROTOCOL : Failure.UPSTREAM_STALE;
            // Not now: whoever writes is in the middle of beginning.
            connection.loop().eventLoop().execute(() -> fail(failure));
            return;
        }
        ofHead = request.method() == Method.HEAD;
        requestLeft = request.bodyLength();
        requestEnded = request.bodyLength() == 0;
        stream = connection.frames().head(this, request, requestEnded);
        watch.onRequestWritten();
    }

    @Override
    public void writeBody(ByteBuf data) {
        Http2Stream open = stream;
        int octets = data.readableBytes();
        if (events == null || requestEnded || open == null || octets == 0) {
            data.release();
            return;
        }
        bodyHandedOver = true;
        if (requestLeft != NONE) {
            requestLeft -= octets;
            if (requestLeft < 0) {
                data.release();
                fail(Failure.BAD_FRAMING);
                return;
            }
        }
        connection.frames().data(open, data, false, watch);
        watch.onRequestWritten();
    }

    @Override
    public void writeEnd() {
        Http2Stream open = stream;
        if (events == null || requestEnded || open == null) {
            return;
        }
        if (requestLeft > 0) {
            fail(Failure.BAD_FRAMING);
            return;
        }
        requestEnded = true;
        connection.frames().data(open, Unpooled.EMPTY_BUFFER, true, watch);
        watch.onRequestWritten();
    }

    @Override
    public boolean isWritable() {
        Http2Stream open = stream;
        return events == null
                || requestEnded
                || open == null
                || connection.frames().isWritable(open);
    }

    @Override
    public void setReading(boolean reading) {
        if (this.reading == reading || events == null) {
            return;
        }
        this.reading = reading;
        Http2Stream open = stream;
        if (reading && owed > 0 && open != null) {
            int octets = owed;
            owed = 0;
            connection.frames().consume(open, octets);
        }
        watch.onProgress();
    }

    @Override
    public void cancel() {
        if (events != null) {
            toOver(Http2Error.CANCEL);
        }
    }

    /** Ends the exchange, whose stream is reset with {@code error} unless it has ended; returns who is to hear of it. */
    private @Nullable ResponseEvents toOver(Http2Error error) {
        ResponseEvents listener = events;
        if (listener != null) {
            events = null;
            watch.withdraw();
            connection.onOver(this, error);
        }
        return listener;
    }

    /** Ends the exchange for something that is not the backend's answer. */
    void fail(Failure failure) {
        ResponseEvents listener = toOver(Http2Error.CANCEL);
        if (listener != null) {
            listener.onUpstreamFailure(failure);
            giveHeadBack();
        }
    }

    /** Ends the exchange for a response that breaks a rule (RFC 9113 8.1.1). */
    void fail(Flaw flaw) {
        ResponseEvents listener = toOver(Http2Error.PROTOCOL_ERROR);
        if (listener != null) {
            listener.onMalformed(flaw);
            listener.onUpstreamFailure(Failure.UPSTREAM_BAD_RESPONSE);
            giveHeadBack();
        }
    }

    private void giveHeadBack() {
        response.giveHeadBack(connection.heads());
    }

    /** A header block has come. */
    void onHeaders(ResponseHeadDecoder heads, boolean end) {
        if (response.headSeen()) {
            response.onTrailers(heads.section());
        } else {
            response.onHead(heads, ofHead, end);
        }
        watch.onProgress();
    }

    /** Borrows {@code data}; returns how many octets of the stream's window may open again at once. */
    int onData(ByteBuf data, int padding, boolean end) {
        int octets = data.readableBytes();
        boolean goesOn = response.onData(data, end);
        watch.onProgress();
        if (reading || !goesOn) {
            return octets + padding;
        }
        owed += octets;
        return padding;
    }

    /** The final head has come. */
    void onAnswered() {
        connection.owner().onAnswered();
    }

    /** The response is complete. */
    void onEnd() {
        // RFC 9113 8.1: a backend that has answered need not hear the rest of the request.
        ResponseEvents listener = toOver(Http2Error.NO_ERROR);
        if (listener != null) {
            listener.onResponseEnd();
            giveHeadBack();
        }
    }

    /** The backend has ended the stream before the end of its response. */
    void onReset(long code) {
        if (code == Http2Error.REFUSED_STREAM.code()) {
            fail(unprocessed());
        } else {
            tellBroken(response.headSeen() ? Rule.RESET_IN_ANSWER : Rule.RESET_UNANSWERED);
        }
    }

    /**
     * The stream is gone with its connection, or the connection was about to end.
     *
     * @param processed whether the backend may have done something about the request
     */
    void onGone(boolean processed) {
        if (!processed && !response.headSeen()) {
            fail(unprocessed());
        } else {
            tellBroken(response.headSeen() ? Rule.CUT_BODY : Rule.NO_ANSWER);
        }
    }

    /** Whoever tries again needs the whole request, and pieces of a body handed over are gone. */
    private Failure unprocessed() {
        return bodyHandedOver ? Failure.UPSTREAM_CLOSED : Failure.UPSTREAM_REFUSED;
    }

    private void tellBroken(Rule rule) {
        ResponseEvents listener = toOver(Http2Error.CANCEL);
        if (listener != null) {
            listener.onMalformed(Flaw.of(rule));
            listener.onUpstreamFailure(response.headSeen() ? Failure.UPSTREAM_CLOSED_EARLY : Failure.UPSTREAM_CLOSED);
            giveHeadBack();
        }
    }

    /** The backend takes more. */
    void onWritable() {
        if (events != null) {
            watch.onProgress();
            events.onUpstreamWritable();
        }
    }
}
