package frontdoor.upstream2;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http2.Http2Connection;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2EventAdapter;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2Settings;
import io.netty.handler.codec.http2.Http2Stream;
import org.jspecify.annotations.Nullable;

/**
 * Turns the frames of responses, and the ends of streams, into events of {@link Http2UpstreamStream}s.
 *
 * <h2>Threads</h2>
 *
 * Confined to the event loop of its connection.
 */
final class ResponseFrames extends Http2EventAdapter {
    private final Http2UpstreamConnection connection;
    private final Http2Connection streams;
    private final Http2Connection.PropertyKey streamKey;
    private final ResponseHeadDecoder heads;

    ResponseFrames(
            Http2UpstreamConnection connection,
            Http2Connection streams,
            Http2Connection.PropertyKey streamKey,
            ResponseHeadDecoder heads) {
        this.connection = connection;
        this.streams = streams;
        this.streamKey = streamKey;
        this.heads = heads;
    }

    private @Nullable Http2UpstreamStream find(@Nullable Http2Stream stream) {
        return stream == null ? null : stream.<Http2UpstreamStream>getProperty(streamKey);
    }

    @Override
    public void onHeadersRead(
            ChannelHandlerContext ctx, int streamId, Http2Headers headers, int padding, boolean endOfStream) {
        Http2UpstreamStream stream = find(streams.stream(streamId));
        if (stream != null) {
            stream.onHeaders(heads, endOfStream);
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
            boolean endOfStream) {
        onHeadersRead(ctx, streamId, headers, padding, endOfStream);
    }

    @Override
    public int onDataRead(ChannelHandlerContext ctx, int streamId, ByteBuf data, int padding, boolean endOfStream)
            throws Http2Exception {
        Http2UpstreamStream stream = find(streams.stream(streamId));
        if (stream == null) {
            return data.readableBytes() + padding;
        }
        if (!stream.headSeen() && !stream.isOver()) {
            throw Http2Exception.streamError(streamId, Http2Error.PROTOCOL_ERROR, "DATA before a head");
        }
        return stream.onData(data, padding, endOfStream);
    }

    @Override
    public void onRstStreamRead(ChannelHandlerContext ctx, int streamId, long errorCode) {
        Http2UpstreamStream stream = find(streams.stream(streamId));
        if (stream != null) {
            stream.onReset(errorCode);
        }
    }

    @Override
    public void onPushPromiseRead(
            ChannelHandlerContext ctx, int streamId, int promisedStreamId, Http2Headers headers, int padding)
            throws Http2Exception {
        throw Http2Exception.connectionError(Http2Error.PROTOCOL_ERROR, "PUSH_PROMISE, which was declined");
    }

    @Override
    public void onSettingsRead(ChannelHandlerContext ctx, Http2Settings settings) {
        connection.onSettings();
    }

    @Override
    public void onGoAwayReceived(int lastStreamId, long errorCode, ByteBuf debugData) {
        connection.toGoneAway();
    }

    @Override
    public void onStreamClosed(Http2Stream stream) {
        Http2UpstreamStream known = find(stream);
        if (known != null) {
            // Streams above the last one that a GOAWAY names were not looked at (RFC 9113 6.8).
            known.onGone(!connection.isPassedOver(stream.id()));
        }
    }

    @Override
    public void onStreamRemoved(Http2Stream stream) {
        connection.onStreamGone();
    }
}
