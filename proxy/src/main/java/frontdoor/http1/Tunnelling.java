package frontdoor.http1;

import frontdoor.exchange.RequestEvents;
import frontdoor.http.Failure;
import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/**
 * After 101: octets of another protocol both ways, until both directions have ended. No request follows.
 *
 * <h2>Closing</h2>
 *
 * Each direction ends by itself: FIN of the client becomes the end of the request, the end of the response becomes FIN. Over TLS the end
 * of the response ends both.
 */
final class Tunnelling extends Phase {
    private final Moves http1;
    private final Http1Stream stream;
    private @Nullable RequestEvents events;
    private boolean inputEnded;
    private boolean outputEnded;

    Tunnelling(Moves http1, Http1Stream stream) {
        this.http1 = http1;
        this.stream = stream;
    }

    void begin(@Nullable RequestEvents listener) {
        events = listener;
    }

    @Override
    void onInput(Unread unread) {
        RequestEvents listener = events;
        if (unread.isEmpty() || listener == null) {
            return;
        }
        ByteBuf data = unread.takeAll();
        stream.owe(data.readableBytes());
        listener.onBody(data);
    }

    @Override
    void onEndOfInput() {
        RequestEvents listener = events;
        if (inputEnded || listener == null) {
            return;
        }
        inputEnded = true;
        if (outputEnded) {
            stream.setEnded();
            listener.onRequestEnd();
            http1.toLingering();
        } else {
            listener.onRequestEnd();
        }
    }

    /** The core has ended its direction. */
    void onOutputEnd() {
        outputEnded = true;
        if (inputEnded) {
            stream.setEnded();
            http1.toLingering();
        } else if (http1.end().knowsHalfClosure()) {
            http1.end().endOutput();
        } else {
            onEndOfInput();
        }
    }

    @Override
    boolean wantsInput(Unread unread) {
        return !stream.owesMuch();
    }

    @Override
    void onWritable() {
        if (events != null) {
            events.onClientWritable();
        }
    }

    @Override
    void onOverrun() {
        http1.onGone(Failure.CLIENT_OVERRUN);
    }

    @Override
    void onGone(Failure failure) {
        RequestEvents listener = events;
        if (listener != null && !stream.ended()) {
            stream.setEnded();
            listener.onClientFailure(failure);
        }
    }
}
