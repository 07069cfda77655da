package frontdoor.http2;

import frontdoor.exchange.ClientLimits;
import frontdoor.http.AuthorityReader;
import frontdoor.http.HttpVersion;
import frontdoor.http.RequestHead;
import frontdoor.multiplex.HeadPool;
import frontdoor.multiplex.RequestSection;
import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http2.DefaultHttp2HeadersDecoder;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Headers;
import org.jspecify.annotations.Nullable;

/**
 * Decodes header blocks into a {@link RequestSection}.
 *
 * <p>Netty's own limit of the list would answer without the site's policy, so it is out of reach and the section's limit counts; only the
 * octets of the undecoded block are bounded here, since they are kept until the block is complete.
 */
final class RequestHeadDecoder extends DefaultHttp2HeadersDecoder {
    private static final long UNLIMITED = 0xffffffffL;
    private static final int BLOCK_FACTOR = 4;

    private final HeadPool pool;
    private final RequestSection section;
    private final RequestHeadSink sink;
    private final long maxBlock;
    private final long announced;
    private @Nullable RequestHead spare;
    private boolean blockOpen;

    RequestHeadDecoder(ClientLimits limits, HeadPool pool) {
        super(false, false, UNLIMITED);
        this.pool = pool;
        this.section = new RequestSection(HttpVersion.HTTP_2, limits, new AuthorityReader());
        this.sink = new RequestHeadSink(section);
        this.announced = limits.headerSize();
        this.maxBlock = announced * BLOCK_FACTOR;
    }

    /** The fields of the block that was decoded last. */
    RequestSection section() {
        return section;
    }

    /** Takes the head that was decoded last away from the decoder. */
    RequestHead takeHead() {
        spare = null;
        return section.head();
    }

    /** Whether a block has begun and its end has not come. */
    boolean isBlockOpen() {
        return blockOpen;
    }

    @Override
    protected Http2Headers newHeaders() {
        RequestHead head = spare == null ? pool.take() : spare;
        spare = head;
        section.begin(head);
        return sink;
    }

    @Override
    public Http2Headers decodeHeaders(int streamId, ByteBuf headerBlock) throws Http2Exception {
        blockOpen = false;
        return super.decodeHeaders(streamId, headerBlock);
    }

    /** Netty asks for it whenever a fragment of a block has come, and at no other time. */
    @Override
    public long maxHeaderListSizeGoAway() {
        blockOpen = true;
        return maxBlock;
    }

    @Override
    public long maxHeaderListSize() {
        return announced;
    }

    @Override
    public void maxHeaderListSize(long max, long goAwayMax) {
        // The limits never change while the connection lasts.
    }
}
