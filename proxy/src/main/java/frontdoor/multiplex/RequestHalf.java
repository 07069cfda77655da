package frontdoor.multiplex;

import frontdoor.exchange.RequestEvents;
import frontdoor.http.Failure;
import frontdoor.http.Flaw;
import frontdoor.http.RequestHead;
import frontdoor.http.Rule;
import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/**
 * The request's half of a stream (RFC 9113 8.1, RFC 9114 4.1) behind its head: its body is counted against the length that the head gives,
 * and the exchange is told of its end once, or of its failure.
 *
 * <p>The exchange hears nothing after its own end.
 *
 * <h2>Threads</h2>
 *
 * Confined to the event loop of its connection.
 */
public final class RequestHalf {
    private final RequestHead head;
    private @Nullable RequestEvents events;
    private long received;
    /** The client has ended its half. */
    private boolean complete;
    /** The exchange knows that the request is complete. */
    private boolean endTold;
    /** The stream carries a tunnel. */
    private boolean tunnel;
    /** The exchange knows that the client has ended its direction of the tunnel. */
    private boolean tunnelEndTold;
    /** The exchange has ended its own direction of the tunnel. */
    private boolean tunnelAnswered;
    /** The exchange knows that the request failed: it hears nothing more of the request. */
    private boolean failed;
    /** Nobody wants the rest of the request's body. */
    private boolean discarding;
    /** The exchange has ended its response, or given it up: it hears nothing any more. */
    private boolean exchangeEnded;

    /** The half of a stream whose head has come. */
    public RequestHalf(RequestHead head) {
        this.head = head;
    }

    /** Whether the stream has to end with an error (RFC 9113 8.1.1, RFC 9114 4.1.2): the answer before it is a courtesy to whoever reads it. */
    public static boolean isMalformed(Failure failure) {
        return failure == Failure.MALFORMED_REQUEST || failure == Failure.BAD_FRAMING;
    }

    /** The request's head; shows what was wrong with the request, too. */
    public RequestHead head() {
        return head;
    }

    /** Whether the client has ended its half. */
    public boolean isComplete() {
        return complete;
    }

    /** Who hears of the stream, or null: nobody yet, or nobody any more. */
    public @Nullable RequestEvents listener() {
        return exchangeEnded ? null : events;
    }

    /** The head is about to be handed over; {@code end} says whether the client's half has ended with it. */
    public void onHead(boolean end) {
        complete = end;
    }

    /** The exchange has begun, and {@code listener} hears of the rest; {@code gone} says whether the stream has ended meanwhile. */
    public void onStarted(RequestEvents listener, boolean gone) {
        events = listener;
        if (gone) {
            fail(Failure.CLIENT_ABORTED);
        } else if (complete || head.bodyLength() == 0) {
            // RFC 9113 8.1.1: after a length of 0 nothing can follow but the end of the stream, and who waited for that
            // would leave it to the client how long the exchange lasts.
            end();
        }
    }

    /** Counts {@code octets} of the body, which may be its last; returns what is wrong with their number, or null. */
    public @Nullable Failure onOctets(int octets, boolean end) {
        received += octets;
        complete |= end;
        boolean wrong = head.bodyLength() >= 0
                && !head.websocketUpgrade()
                && (received > head.bodyLength() || end && received < head.bodyLength());
        return wrong ? lengthIsWrong() : null;
    }

    /** The trailer section has come, and with it the end; returns what is wrong with it, as {@code failure} and {@code flaw} say, or with the body. */
    public @Nullable Failure onTrailers(@Nullable Failure failure, @Nullable Flaw flaw) {
        complete = true;
        if (failure != null && (isMalformed(failure) || failure == Failure.HEADER_TOO_LARGE)) {
            head.setFlaw(flaw);
            return failure;
        }
        if (head.websocketUpgrade()) {
            // RFC 9113 8.5: a stream that was connected carries nothing but DATA.
            head.setFlaw(Flaw.of(Rule.TRAILERS_OF_TUNNEL));
            return Failure.BAD_FRAMING;
        }
        return head.bodyLength() > received ? lengthIsWrong() : null;
    }

    private Failure lengthIsWrong() {
        head.setFlaw(Flaw.of(Rule.BODY_LENGTH));
        return Failure.BAD_FRAMING;
    }

    /** Hands a piece of the body to the exchange, if it wants it: then its octets are owed back. Borrows {@code data}. */
    public boolean take(ByteBuf data) {
        int octets = data.readableBytes();
        RequestEvents listener = events;
        if (octets == 0 || discarding || exchangeEnded || failed || listener == null) {
            return false;
        }
        listener.onBody(data.readRetainedSlice(octets));
        return true;
    }

    /** Tells the exchange, once, that the request is complete; and once more if it was for a tunnel, that the client has ended its direction. */
    public void end() {
        RequestEvents listener = listener();
        if (failed || listener == null) {
            return;
        }
        if (!endTold) {
            endTold = true;
            listener.onRequestEnd();
        } else if (tunnel && !tunnelEndTold) {
            tunnelEndTold = true;
            exchangeEnded = tunnelAnswered;
            listener.onRequestEnd();
        }
    }

    /** The stream carries a tunnel from now on, of which the client may have ended its direction already. */
    public void toTunnel() {
        tunnel = true;
        if (complete) {
            end();
        }
    }

    /** Whether the stream carries a tunnel. */
    public boolean isTunnel() {
        return tunnel;
    }

    /** The exchange has ended its response; or its direction of a tunnel, whose other one goes on until the client ends it, too. */
    public void onAnswered() {
        if (tunnel && !tunnelEndTold) {
            tunnelAnswered = true;
        } else {
            exchangeEnded = true;
        }
    }

    /** Tells the exchange that the request cannot be completed: once, and once more if the client is gone. */
    public void fail(Failure failure) {
        RequestEvents listener = events;
        if (exchangeEnded || listener == null || failed && !failure.clientGone()) {
            return;
        }
        if (failure.clientGone()) {
            events = null;
        }
        failed = true;
        listener.onClientFailure(failure);
    }

    /** Nobody wants the rest of the body. */
    public void discard() {
        discarding = true;
    }

    /** Whether the exchange has ended its response, or given it up. */
    public boolean isExchangeEnded() {
        return exchangeEnded;
    }

    /** The exchange has ended its response, or given it up. */
    public void onExchangeEnded() {
        exchangeEnded = true;
    }
}
