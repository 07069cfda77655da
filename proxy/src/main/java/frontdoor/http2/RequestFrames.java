package frontdoor.http2;

import frontdoor.http.Failure;
import frontdoor.http.RequestHead;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http2.Http2Connection;
import io.netty.handler.codec.http2.Http2EventAdapter;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2Settings;
import io.netty.handler.codec.http2.Http2Stream;
import org.jspecify.annotations.Nullable;

/**
 * Turns the frames of requests, and the ends of streams, into events of {@link Http2ClientStream}s.
 *
 * <h2>Threads</h2>
 *
 * Confined to the event loop of its connection.
 */
final class RequestFrames extends Http2EventAdapter {
    /** The connection's own interest in the frames. */
    interface Watcher {
        /** The client's preface is complete, or it changed its mind. */
        void onSettings();

        /** The client knows our settings. */
        void onSettingsAcknowledged();

        /** An answer to a PING of ours. */
        void onPingAnswer(long data);

        /** A stream has begun. */
        void onStreamStarted();

        /** A stream is gone. */
        void onStreamGone();
    }

    private final Http2Streams home;
    private final Http2Connection streams;
    private final Http2Connection.PropertyKey streamKey;
    private final RequestHeadDecoder heads;
    private final Watcher watcher;

    RequestFrames(
            Http2Streams home,
            Http2Connection streams,
            Http2Connection.PropertyKey streamKey,
            RequestHeadDecoder heads,
            Watcher watcher) {
        this.home = home;
        this.streams = streams;
        this.streamKey = streamKey;
        this.heads = heads;
        this.watcher = watcher;
    }

    private @Nullable Http2ClientStream find(int streamId) {
        Http2Stream stream = streams.stream(streamId);
        return stream == null ? null : stream.<Http2ClientStream>getProperty(streamKey);
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
            boolean endOfStream)
            throws Http2Exception {
        onBlock(streamId, endOfStream);
    }

    private void onBlock(int streamId, boolean end) throws Http2Exception {
        Http2Stream stream = streams.stream(streamId);
        if (stream == null) {
            return;
        }
        Http2ClientStream known = stream.getProperty(streamKey);
        if (known != null) {
            known.onTrailers(
                    heads.section().finishTrailers(), heads.section().head().flaw());
            return;
        }
        Failure failure = heads.section().finishHead(end);
        RequestHead head = heads.takeHead();
        Http2ClientStream started = new Http2ClientStream(home, stream, head);
        stream.setProperty(streamKey, started);
        watcher.onStreamStarted();
        started.onHead(failure, end);
    }

    @Override
    public int onDataRead(ChannelHandlerContext ctx, int streamId, ByteBuf data, int padding, boolean endOfStream)
            throws Http2Exception {
        Http2ClientStream stream = find(streamId);
        return stream == null ? data.readableBytes() + padding : stream.onData(data, padding, endOfStream);
    }

    @Override
    public void onSettingsRead(ChannelHandlerContext ctx, Http2Settings settings) {
        watcher.onSettings();
    }

    @Override
    public void onSettingsAckRead(ChannelHandlerContext ctx) {
        watcher.onSettingsAcknowledged();
    }

    @Override
    public void onPingAckRead(ChannelHandlerContext ctx, long data) {
        watcher.onPingAnswer(data);
    }

    @Override
    public void onStreamClosed(Http2Stream stream) {
        Http2ClientStream known = stream.getProperty(streamKey);
        if (known != null) {
            known.onClosed();
        }
    }

    @Override
    public void onStreamRemoved(Http2Stream stream) {
        watcher.onStreamGone();
    }
}
