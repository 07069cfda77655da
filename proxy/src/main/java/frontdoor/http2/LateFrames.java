package frontdoor.http2;

import frontdoor.http2.FrameBudget.Kind;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http2.Http2Connection;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2FrameListener;
import io.netty.handler.codec.http2.Http2FrameListenerDecorator;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2Stream;

/**
 * Drops frames of streams that this side has reset or refused: the client had sent them before it knew (RFC 9113 5.1). Netty would take
 * some of them for errors of the connection, at the expense of every other stream. What is dropped is charged to the {@link FrameBudget}
 * all the same, and earns nothing.
 */
final class LateFrames extends Http2FrameListenerDecorator {
    private final Http2Connection streams;
    private final RecentResets resets;
    private final FrameBudget budget;

    LateFrames(Http2FrameListener next, Http2Connection streams, RecentResets resets, FrameBudget budget) {
        super(next);
        this.streams = streams;
        this.resets = resets;
        this.budget = budget;
    }

    private boolean isLate(int streamId) {
        return streams.stream(streamId) == null && resets.contains(streamId);
    }

    /** Whether a frame without a body is late, which is charged. */
    private boolean isDropped(int streamId) throws Http2Exception {
        boolean late = isLate(streamId);
        if (late) {
            budget.spend(Kind.LATE);
        }
        return late;
    }

    @Override
    public int onDataRead(ChannelHandlerContext ctx, int streamId, ByteBuf data, int padding, boolean end)
            throws Http2Exception {
        if (!isLate(streamId)) {
            return super.onDataRead(ctx, streamId, data, padding, end);
        }
        if (data.readableBytes() < BudgetedFrameReader.TINY_DATA) {
            budget.spend(data.isReadable() ? Kind.LATE_TINY_DATA : Kind.LATE);
        }
        // The connection's window counts them all the same, and opens again at once.
        streams.local().flowController().receiveFlowControlledFrame(null, data, padding, end);
        return data.readableBytes() + padding;
    }

    @Override
    public void onHeadersRead(ChannelHandlerContext ctx, int streamId, Http2Headers headers, int padding, boolean end)
            throws Http2Exception {
        if (isWelcome(streamId)) {
            super.onHeadersRead(ctx, streamId, headers, padding, end);
        }
    }

    @Override
    public void onHeadersRead(
            ChannelHandlerContext ctx,
            int streamId,
            Http2Headers headers,
            int streamDependency,
            short weight,
            boolean exclusive,
            int padding,
            boolean end)
            throws Http2Exception {
        if (isWelcome(streamId)) {
            super.onHeadersRead(ctx, streamId, headers, streamDependency, weight, exclusive, padding, end);
        }
    }

    private boolean isWelcome(int streamId) throws Http2Exception {
        if (isDropped(streamId)) {
            return false;
        }
        Http2Stream stream = streams.stream(streamId);
        if (stream != null && stream.state() == Http2Stream.State.HALF_CLOSED_REMOTE) {
            throw Http2Exception.streamError(streamId, Http2Error.STREAM_CLOSED, "HEADERS after the end of a request");
        }
        if (stream == null && streams.remote().mayHaveCreatedStream(streamId)) {
            // RFC 9113 5.1.1: a stream that is over, or was passed by, cannot begin.
            throw Http2Exception.connectionError(Http2Error.STREAM_CLOSED, "HEADERS on closed stream %d", streamId);
        }
        return true;
    }

    @Override
    public void onRstStreamRead(ChannelHandlerContext ctx, int streamId, long errorCode) throws Http2Exception {
        if (!isDropped(streamId)) {
            super.onRstStreamRead(ctx, streamId, errorCode);
        }
    }

    @Override
    public void onWindowUpdateRead(ChannelHandlerContext ctx, int streamId, int increment) throws Http2Exception {
        if (!isDropped(streamId)) {
            super.onWindowUpdateRead(ctx, streamId, increment);
        }
    }
}
