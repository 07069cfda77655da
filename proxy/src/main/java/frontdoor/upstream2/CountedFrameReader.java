package frontdoor.upstream2;

import frontdoor.loop.Loop;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http2.DefaultHttp2FrameReader;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Flags;
import io.netty.handler.codec.http2.Http2FrameListener;
import io.netty.handler.codec.http2.Http2FrameListenerDecorator;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2HeadersDecoder;
import io.netty.handler.codec.http2.Http2Settings;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A reader of frames that counts those that bring nothing (RFC 9113 10.5): empty DATA, PING, SETTINGS, priorities, unknown kinds. A backend
 * that sends too many for what it answers would occupy an event loop, and keep an exchange in time, for ever.
 *
 * <p>Not counted is WINDOW_UPDATE: while a long body goes up there are two of them for each of our frames.
 *
 * <h2>Threads</h2>
 *
 * Confined to the event loop of its connection.
 */
final class CountedFrameReader extends DefaultHttp2FrameReader {
    private static final int MAX_SMALL_CONTINUATIONS = 16;
    /** In half a minute, beyond one for each piece of a body. */
    private static final int MOST_FRAMES = 1000;

    private static final int EARNED_BY_HEADS = 4;
    private static final long WINDOW_NANOS = TimeUnit.SECONDS.toNanos(30);

    private final Loop loop;
    private @Nullable Http2FrameListener last;
    private @Nullable Counting counting;
    private int spent;
    private long windowStart;

    CountedFrameReader(Http2HeadersDecoder heads, Loop loop) {
        super(heads, MAX_SMALL_CONTINUATIONS);
        this.loop = loop;
        this.windowStart = loop.nanoTime();
    }

    @Override
    public void readFrame(ChannelHandlerContext ctx, ByteBuf input, Http2FrameListener listener) throws Http2Exception {
        Counting counted = counting;
        if (counted == null || last != listener) {
            counted = new Counting(listener);
            counting = counted;
            last = listener;
        }
        super.readFrame(ctx, input, counted);
    }

    private void earn(int frames) {
        spent = Math.max(0, spent - frames);
    }

    private void spend() throws Http2Exception {
        if (++spent <= MOST_FRAMES) {
            return;
        }
        long now = loop.nanoTime();
        if (now - windowStart < WINDOW_NANOS) {
            throw Http2Exception.connectionError(
                    Http2Error.ENHANCE_YOUR_CALM, "more frames that bring nothing than anybody needs");
        }
        windowStart = now;
        spent = 0;
    }

    private final class Counting extends Http2FrameListenerDecorator {
        Counting(Http2FrameListener next) {
            super(next);
        }

        @Override
        public int onDataRead(ChannelHandlerContext ctx, int streamId, ByteBuf data, int padding, boolean end)
                throws Http2Exception {
            if (data.isReadable() || end) {
                earn(1);
            } else {
                spend();
            }
            return super.onDataRead(ctx, streamId, data, padding, end);
        }

        @Override
        public void onHeadersRead(
                ChannelHandlerContext ctx, int streamId, Http2Headers headers, int padding, boolean end)
                throws Http2Exception {
            earn(EARNED_BY_HEADS);
            super.onHeadersRead(ctx, streamId, headers, padding, end);
        }

        @Override
        public void onSettingsRead(ChannelHandlerContext ctx, Http2Settings settings) throws Http2Exception {
            spend();
            super.onSettingsRead(ctx, settings);
        }

        @Override
        public void onSettingsAckRead(ChannelHandlerContext ctx) throws Http2Exception {
            spend();
            super.onSettingsAckRead(ctx);
        }

        @Override
        public void onPingRead(ChannelHandlerContext ctx, long data) throws Http2Exception {
            spend();
            super.onPingRead(ctx, data);
        }

        @Override
        public void onPingAckRead(ChannelHandlerContext ctx, long data) throws Http2Exception {
            spend();
            super.onPingAckRead(ctx, data);
        }

        @Override
        public void onPriorityRead(
                ChannelHandlerContext ctx, int streamId, int streamDependency, short weight, boolean exclusive)
                throws Http2Exception {
            spend();
            super.onPriorityRead(ctx, streamId, streamDependency, weight, exclusive);
        }

        @Override
        public void onUnknownFrame(
                ChannelHandlerContext ctx, byte frameType, int streamId, Http2Flags flags, ByteBuf payload)
                throws Http2Exception {
            spend();
            super.onUnknownFrame(ctx, frameType, streamId, flags, payload);
        }
    }
}
