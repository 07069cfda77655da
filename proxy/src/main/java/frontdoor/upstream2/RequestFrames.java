package frontdoor.upstream2;

import frontdoor.http.Failure;
import frontdoor.http.RequestHead;
import frontdoor.loop.Loop;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Stream;
import org.jspecify.annotations.Nullable;

/**
 * Writes the frames of requests on one connection, and what is given back of responses' windows.
 *
 * <h2>Threads</h2>
 *
 * Confined to the event loop of its connection.
 */
final class RequestFrames {
    private final Http2UpstreamConnection connection;
    private final Http2UpstreamSetup setup;
    private final Loop loop;
    private @Nullable ChannelHandlerContext ctx;

    RequestFrames(Http2UpstreamConnection connection, Http2UpstreamSetup setup, Loop loop) {
        this.connection = connection;
        this.setup = setup;
        this.loop = loop;
    }

    /** From now on frames go to the neighbour of {@code ctx}. */
    void open(ChannelHandlerContext ctx) {
        this.ctx = ctx;
    }

    private ChannelHandlerContext context() {
        ChannelHandlerContext known = ctx;
        if (known == null) {
            throw new IllegalStateException("not in a pipeline");
        }
        return known;
    }

    /** Opens a stream for {@code exchange} with its request's head; null if that has failed, which the exchange hears of. */
    @Nullable
    Http2Stream head(Http2UpstreamStream exchange, RequestHead request, boolean end) {
        ChannelHandlerContext open = context();
        int id = connection.connection().local().incrementAndGetNextStreamId();
        try {
            Http2Stream stream = connection.connection().local().createStream(id, false);
            stream.setProperty(setup.streamKey(), exchange);
            var _ = setup.encoder()
                    .writeHeaders(open, id, new RequestHeadEncoder.Carried(request), 0, end, open.newPromise());
            loop.flushLater(open.channel());
            return stream;
        } catch (Http2Exception exhausted) {
            loop.eventLoop().execute(() -> exchange.fail(Failure.UPSTREAM_STALE));
            connection.retire();
            return null;
        }
    }

    /** Takes ownership of {@code data}; {@code left} hears when it has left. */
    void data(Http2Stream stream, ByteBuf data, boolean end, ChannelFutureListener left) {
        ChannelHandlerContext open = context();
        var _ = setup.encoder()
                .writeData(open, stream.id(), data, 0, end, open.newPromise())
                .addListener(left);
        loop.flushLater(open.channel());
    }

    /** Whether the backend takes more of the request on {@code stream}. */
    boolean isWritable(Http2Stream stream) {
        return setup.encoder().flowController().isWritable(stream);
    }

    /** Whether something of the request waits for the backend's windows. */
    boolean holdsBody(@Nullable Http2Stream stream) {
        return stream != null && setup.encoder().flowController().hasFlowControlled(stream);
    }

    /** Opens the response's window by {@code octets} that the exchange has passed on. */
    void consume(Http2Stream stream, int octets) {
        try {
            if (setup.decoder().flowController().consumeBytes(stream, octets)) {
                loop.flushLater(context().channel());
            }
        } catch (Http2Exception e) {
            throw new IllegalArgumentException("more octets given back than were owed", e);
        }
    }

    /** Resets {@code stream}. */
    void reset(Http2Stream stream, Http2Error error) {
        ChannelHandlerContext open = context();
        // RFC 9113 8.1 gives NO_ERROR to servers alone.
        Http2Error told = error == Http2Error.NO_ERROR ? Http2Error.CANCEL : error;
        var _ = connection.resetStream(open, stream.id(), told.code(), open.newPromise());
        loop.flushLater(open.channel());
    }
}
