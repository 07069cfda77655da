package frontdoor.http2;

import frontdoor.http2.FrameBudget.Kind;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http2.DefaultHttp2FrameReader;
import io.netty.handler.codec.http2.Http2Connection;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Flags;
import io.netty.handler.codec.http2.Http2FrameListener;
import io.netty.handler.codec.http2.Http2FrameListenerDecorator;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2HeadersDecoder;
import io.netty.handler.codec.http2.Http2Settings;
import org.jspecify.annotations.Nullable;

/** Reads frames and charges every one of them to the {@link FrameBudget}, before anything is done about it. */
final class BudgetedFrameReader extends DefaultHttp2FrameReader {
    private static final int MAX_SMALL_CONTINUATIONS = 16;
    private static final int MAX_EMPTY_DATA = 10;
    static final int TINY_DATA = 16;
    private static final int EARNING_DATA = 1024;
    private static final int EARNED_BY_HEADS = 4;

    private final Http2Streams home;
    private final Http2Connection streams;
    private @Nullable Http2FrameListener last;
    private @Nullable LateFrames frames;

    BudgetedFrameReader(Http2HeadersDecoder heads, Http2Streams home, Http2Connection streams) {
        super(heads, MAX_SMALL_CONTINUATIONS);
        this.home = home;
        this.streams = streams;
    }

    @Override
    public void readFrame(ChannelHandlerContext ctx, ByteBuf input, Http2FrameListener listener) throws Http2Exception {
        LateFrames counted = frames;
        if (counted == null || last != listener) {
            counted = new LateFrames(new Counting(listener, home, streams), streams, home.resets(), home.budget());
            frames = counted;
            last = listener;
        }
        super.readFrame(ctx, input, counted);
    }

    private static final class Counting extends Http2FrameListenerDecorator {
        private final Http2Streams home;
        private final FrameBudget budget;
        private final Http2Connection streams;
        private int emptyData;

        Counting(Http2FrameListener next, Http2Streams home, Http2Connection streams) {
            super(next);
            this.home = home;
            this.budget = home.budget();
            this.streams = streams;
        }

        @Override
        public int onDataRead(ChannelHandlerContext ctx, int streamId, ByteBuf data, int padding, boolean end)
                throws Http2Exception {
            int octets = data.readableBytes();
            if (octets >= EARNING_DATA || end) {
                budget.earn(1);
            } else if (octets == 0 || octets < TINY_DATA && !home.isTunnel(streamId)) {
                // In a tunnel a frame is what the client had to say: most messages of a chat or a game are as small.
                budget.spend(Kind.CHATTER);
            }
            emptyData = octets > 0 || end ? 0 : emptyData + 1;
            if (emptyData > MAX_EMPTY_DATA) {
                throw Http2Exception.connectionError(Http2Error.ENHANCE_YOUR_CALM, "too many empty DATA frames");
            }
            return super.onDataRead(ctx, streamId, data, padding, end);
        }

        @Override
        public void onHeadersRead(
                ChannelHandlerContext ctx, int streamId, Http2Headers headers, int padding, boolean end)
                throws Http2Exception {
            budget.earn(EARNED_BY_HEADS);
            super.onHeadersRead(ctx, streamId, headers, padding, end);
        }

        /** As Netty calls it for a head with the fields of a priority, which RFC 9113 5.3.2 deprecates and browsers still send. */
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
            budget.earn(EARNED_BY_HEADS);
            super.onHeadersRead(ctx, streamId, headers, streamDependency, weight, exclusive, padding, end);
        }

        @Override
        public void onRstStreamRead(ChannelHandlerContext ctx, int streamId, long errorCode) throws Http2Exception {
            // Of a stream that is over it ends no work: the client had sent it before it knew.
            budget.spend(streams.stream(streamId) == null ? Kind.CHATTER : Kind.CLIENT_RESET);
            super.onRstStreamRead(ctx, streamId, errorCode);
        }

        @Override
        public void onSettingsRead(ChannelHandlerContext ctx, Http2Settings settings) throws Http2Exception {
            budget.spend(Kind.SETTINGS);
            super.onSettingsRead(ctx, settings);
        }

        @Override
        public void onSettingsAckRead(ChannelHandlerContext ctx) throws Http2Exception {
            budget.spend(Kind.CHATTER);
            super.onSettingsAckRead(ctx);
        }

        @Override
        public void onPingRead(ChannelHandlerContext ctx, long data) throws Http2Exception {
            budget.spend(Kind.PING);
            super.onPingRead(ctx, data);
        }

        @Override
        public void onPingAckRead(ChannelHandlerContext ctx, long data) throws Http2Exception {
            budget.spend(Kind.CHATTER);
            super.onPingAckRead(ctx, data);
        }

        @Override
        public void onPriorityRead(
                ChannelHandlerContext ctx, int streamId, int streamDependency, short weight, boolean exclusive)
                throws Http2Exception {
            budget.spend(Kind.CHATTER);
            super.onPriorityRead(ctx, streamId, streamDependency, weight, exclusive);
        }

        @Override
        public void onWindowUpdateRead(ChannelHandlerContext ctx, int streamId, int increment) throws Http2Exception {
            budget.spend(Kind.CHATTER);
            super.onWindowUpdateRead(ctx, streamId, increment);
        }

        @Override
        public void onUnknownFrame(
                ChannelHandlerContext ctx, byte frameType, int streamId, Http2Flags flags, ByteBuf payload)
                throws Http2Exception {
            budget.spend(Kind.CHATTER);
            super.onUnknownFrame(ctx, frameType, streamId, flags, payload);
        }
    }
}
