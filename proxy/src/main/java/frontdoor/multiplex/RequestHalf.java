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
        boolean wrong = head.bodyLength() >= 0 && (received > head.bodyLength() || end && received < head.bodyLength());
        return wrong ? lengthIsWrong() : null;
    }

    /** The trailer section has come, and with it the end; returns what is wrong with it, as {@code failure} and {@code flaw} say, or with the body. */
    public @Nullable Failure onTrailers(@Nullable Failure failure, @Nullable Flaw flaw) {
        complete = true;
        if (failure != null && isMalformed(failure)) {
            head.setFlaw(flaw);
            return failure;
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

    /** Tells the exchange, once, that the request is complete. */
    public void end() {
        if (!exchangeEnded && !failed && events != null && !endTold) {
            endTold = true;
            events.onRequestEnd();
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
