package frontdoor.upstream2;

import frontdoor.hpack.SilentHeaders;
import frontdoor.http.HeadLimits;
import frontdoor.http.ResponseHead;
import io.netty.handler.codec.http2.DefaultHttp2HeadersDecoder;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.util.AsciiString;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * Decodes header blocks of responses into a {@link ResponseSection}, whose limits count; only the octets of a block that is not yet complete
 * are bounded here.
 *
 * <h2>Threads</h2>
 *
 * Confined to the event loop of its connection.
 */
final class ResponseHeadDecoder extends DefaultHttp2HeadersDecoder {
    private static final long UNLIMITED = 0xffffffffL;
    private static final int MOST_HEADS_KEPT = 16;

    private final ResponseSection section;
    private final Sink sink;
    private final long announced;
    private final ArrayDeque<ResponseHead> heads = new ArrayDeque<>();
    private boolean taken = true;

    ResponseHeadDecoder(HeadLimits limits) {
        super(false, false, UNLIMITED);
        this.section = new ResponseSection(limits);
        this.sink = new Sink(section);
        this.announced = limits.headerSize();
    }

    /** The fields of the block that was decoded last. */
    ResponseSection section() {
        return section;
    }

    /** Takes the head that was decoded last away from the decoder. */
    ResponseHead takeHead() {
        taken = true;
        return section.head();
    }

    /** Gives a head back that no exchange needs any more. */
    void giveHead(ResponseHead head) {
        if (heads.size() < MOST_HEADS_KEPT) {
            heads.addLast(head);
        }
    }

    @Override
    protected Http2Headers newHeaders() {
        ResponseHead head = taken ? heads.pollLast() : section.head();
        taken = false;
        section.begin(head == null ? new ResponseHead() : head);
        return sink;
    }

    @Override
    public long maxHeaderListSizeGoAway() {
        return announced;
    }

    @Override
    public long maxHeaderListSize() {
        return announced;
    }

    @Override
    public void maxHeaderListSize(long max, long goAwayMax) {
        // The limits never change while the connection lasts.
    }

    /** Tells Netty the status alone, by which it knows interim heads. */
    private static final class Sink extends SilentHeaders {
        private final ResponseSection section;

        Sink(ResponseSection section) {
            this.section = section;
        }

        @Override
        public Http2Headers add(CharSequence name, CharSequence value) {
            section.onField((AsciiString) name, (AsciiString) value);
            return this;
        }

        @Override
        public @Nullable CharSequence status() {
            return section.status();
        }
    }
}
