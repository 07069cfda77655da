package frontdoor.upstream2;

import frontdoor.exchange.ResponseEvents;
import frontdoor.http.Flaw;
import frontdoor.http.MediaType;
import frontdoor.http.ResponseHead;
import frontdoor.http.Rule;
import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/**
 * The response of one stream as it comes: in which order, and of which length. Whoever hears of an event may give the exchange up, so the
 * stream is asked before each one.
 *
 * <h2>Threads</h2>
 *
 * Confined to the event loop of its connection.
 */
final class ResponseReading {
    /** More interim heads than this are an attack or a fault. */
    private static final int MAX_INTERIM = 64;

    private static final long UNKNOWN = ResponseHead.UNKNOWN_LENGTH;

    private final Http2UpstreamStream stream;
    private @Nullable ResponseHead head;
    private boolean headSeen;
    private boolean quiet;
    private int interims;
    private long left = UNKNOWN;

    ResponseReading(Http2UpstreamStream stream) {
        this.stream = stream;
    }

    /** Whether it is one that may be silent for long. */
    boolean isQuiet() {
        return quiet;
    }

    /** Whether the final head has come. */
    boolean headSeen() {
        return headSeen;
    }

    /** A header block has come that is no trailer section; {@code ofHead} says that it answers HEAD. */
    void onHead(ResponseHeadDecoder heads, boolean ofHead, boolean end) {
        ResponseEvents listener = stream.events();
        if (listener == null) {
            return;
        }
        Flaw flaw = heads.section().finishHead(end, ofHead);
        if (flaw != null) {
            stream.fail(flaw);
        } else if (heads.section().head().interim()) {
            onInterim(listener, heads.section().head());
        } else {
            head = heads.takeHead();
            onFinal(listener, head, ofHead);
            if (end) {
                stream.onEnd();
            }
        }
    }

    private void onInterim(ResponseEvents listener, ResponseHead interim) {
        if (++interims > MAX_INTERIM) {
            stream.fail(Flaw.of(Rule.TOO_MANY_INTERIM));
        } else {
            listener.onInterim(interim);
        }
    }

    private void onFinal(ResponseEvents listener, ResponseHead found, boolean ofHead) {
        headSeen = true;
        quiet = MediaType.isLasting(found.fields());
        boolean bodyless = ofHead || found.status() == 204 || found.status() == 304;
        left = bodyless ? 0 : found.bodyLength();
        stream.onAnswered();
        listener.onResponseHead(found);
    }

    /** A piece of the body; returns false if the exchange is over. Borrows {@code data}. */
    boolean onData(ByteBuf data, boolean end) {
        ResponseEvents listener = stream.events();
        int octets = data.readableBytes();
        if (listener == null) {
            return false;
        }
        if (left != UNKNOWN) {
            left -= octets;
            if (left < 0 || end && left > 0) {
                stream.fail(Flaw.of(Rule.BODY_LENGTH));
                return false;
            }
        }
        if (octets > 0) {
            listener.onResponseBody(data.readRetainedSlice(octets));
        }
        if (end) {
            stream.onEnd();
        }
        return stream.events() != null;
    }

    /** A trailer section has come, and with it the end. */
    void onTrailers(ResponseSection section) {
        ResponseEvents listener = stream.events();
        if (listener == null) {
            return;
        }
        Flaw flaw = section.finishTrailers();
        if (flaw != null || left > 0) {
            stream.fail(flaw == null ? Flaw.of(Rule.BODY_LENGTH) : flaw);
            return;
        }
        listener.onResponseTrailers(section.head().fields());
        stream.onEnd();
    }

    /** The exchange is over, and nobody looks at the head any more. */
    void giveHeadBack(ResponseHeadDecoder heads) {
        ResponseHead given = head;
        head = null;
        if (given != null) {
            heads.giveHead(given);
        }
    }
}
