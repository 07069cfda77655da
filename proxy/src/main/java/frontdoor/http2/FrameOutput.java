package frontdoor.http2;

import frontdoor.http.Fields;
import frontdoor.http.HstsField;
import frontdoor.http.ResponseHead;
import frontdoor.loop.Loop;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.handler.codec.http2.Http2FrameTypes;
import org.jspecify.annotations.Nullable;

/**
 * The frames of responses on their way into the channel, gathered in one buffer so that a turn of the loop costs few writes.
 *
 * <p>Frames that Netty writes by itself pass {@link #toChannel()} first, so that the order on the wire is the order of the calls.
 *
 * <h2>Buffers</h2>
 *
 * Owns the gathered octets until they are written or {@link #close() closed}. Small pieces of bodies are copied, others written as they
 * are.
 *
 * <h2>Threads</h2>
 *
 * Confined to the event loop of its connection.
 */
final class FrameOutput {
    /** Every peer takes frames of this payload (RFC 9113 4.2); larger ones would only make streams wait for each other. */
    static final int MAX_PAYLOAD = 16 * 1024;

    private static final int FRAME_HEADER = 9;
    private static final int GATHERED = 4 * 1024;
    private static final int COPIED = 2 * 1024;
    private static final int END_STREAM = 0x1;
    private static final int END_HEADERS = 0x4;

    private final Loop loop;
    private final ResponseHeadWriter heads = new ResponseHeadWriter();
    private @Nullable ChannelHandlerContext ctx;
    private @Nullable ByteBuf gathered;

    FrameOutput(Loop loop) {
        this.loop = loop;
    }

    /** From now on frames go to the neighbour of {@code ctx}. */
    void open(ChannelHandlerContext ctx) {
        this.ctx = ctx;
    }

    /** Releases what was not written. */
    void close() {
        if (gathered != null) {
            gathered.release();
            gathered = null;
        }
        ctx = null;
    }

    /** Asks for a flush at the end of this turn. */
    void flushLater() {
        if (ctx != null) {
            loop.flushLater(ctx.channel());
        }
    }

    /** Octets that the channel takes before it wants a pause. */
    long room() {
        if (ctx == null) {
            return 0;
        }
        Channel channel = ctx.channel();
        long room = channel.bytesBeforeUnwritable();
        return gathered == null ? room : room - gathered.readableBytes();
    }

    /** Octets, with what TLS and the channel add to them, that have not left the channel. */
    long waiting() {
        ChannelOutboundBuffer queue =
                ctx == null ? null : ctx.channel().unsafe().outboundBuffer();
        if (queue == null) {
            return 0;
        }
        long waiting = queue.totalPendingWriteBytes() - queue.currentProgress();
        return gathered == null ? waiting : waiting + gathered.readableBytes();
    }

    /** Writes HEADERS, and CONTINUATION for what does not fit. Borrows {@code head}. */
    void headers(int streamId, ResponseHead head, HstsField hsts, boolean end) {
        if (ctx == null) {
            return;
        }
        ByteBuf out = gathered(ctx, FRAME_HEADER);
        int start = out.writerIndex();
        out.writeZero(FRAME_HEADER);
        heads.write(out, head, hsts);
        finishHeaders(out, start, end ? END_STREAM : 0, streamId);
    }

    /** The block of trailers, to be written when the body has left; null if nothing is written any more. The caller owns it. */
    @Nullable
    ByteBuf block(Fields fields) {
        if (ctx == null) {
            return null;
        }
        ByteBuf block = ctx.alloc().buffer();
        ResponseHeadWriter.writeFields(block, fields);
        return block;
    }

    /** Writes the HEADERS that end a body. Takes ownership of {@code block}. */
    void trailers(int streamId, ByteBuf block) {
        if (ctx != null) {
            ByteBuf out = gathered(ctx, FRAME_HEADER + block.readableBytes());
            int start = out.writerIndex();
            out.writeZero(FRAME_HEADER).writeBytes(block);
            finishHeaders(out, start, END_STREAM, streamId);
        }
        block.release();
    }

    private void finishHeaders(ByteBuf out, int start, int flags, int streamId) {
        int length = out.writerIndex() - start - FRAME_HEADER;
        if (length <= MAX_PAYLOAD) {
            setFrameHeader(out, start, length, Http2FrameTypes.HEADERS, flags | END_HEADERS, streamId);
        } else {
            split(out, start, flags, streamId);
        }
        flushLater();
    }

    private static void split(ByteBuf out, int start, int flags, int streamId) {
        ByteBuf block = out.copy(start + FRAME_HEADER, out.writerIndex() - start - FRAME_HEADER);
        out.writerIndex(start);
        byte type = Http2FrameTypes.HEADERS;
        int typeFlags = flags;
        while (block.isReadable()) {
            int length = Math.min(block.readableBytes(), MAX_PAYLOAD);
            int last = length == block.readableBytes() ? END_HEADERS : 0;
            writeFrameHeader(out, length, type, typeFlags | last, streamId);
            out.writeBytes(block, length);
            type = Http2FrameTypes.CONTINUATION;
            typeFlags = 0;
        }
        block.release();
    }

    /** Writes one DATA frame with the next {@code octets} of {@code body}. */
    void data(int streamId, SendQueue body, int octets, boolean end) {
        if (ctx == null) {
            return;
        }
        writeFrameHeader(gathered(ctx, FRAME_HEADER), octets, Http2FrameTypes.DATA, end ? END_STREAM : 0, streamId);
        int left = octets;
        while (left > 0) {
            ByteBuf piece = body.take(left);
            int length = piece.readableBytes();
            left -= length;
            if (length <= COPIED) {
                gathered(ctx, length).writeBytes(piece);
                piece.release();
            } else {
                toChannel();
                var _ = ctx.write(piece, ctx.voidPromise());
            }
        }
    }

    /** Writes RST_STREAM. */
    void reset(int streamId, long errorCode) {
        if (ctx == null) {
            return;
        }
        ByteBuf out = gathered(ctx, FRAME_HEADER + 4);
        writeFrameHeader(out, 4, Http2FrameTypes.RST_STREAM, 0, streamId);
        out.writeInt((int) errorCode);
        flushLater();
    }

    /** Hands what was gathered to the channel, unflushed. */
    void toChannel() {
        if (gathered != null && ctx != null) {
            ByteBuf out = gathered;
            gathered = null;
            var _ = ctx.write(out, ctx.voidPromise());
        }
    }

    private ByteBuf gathered(ChannelHandlerContext ctx, int more) {
        if (gathered != null && gathered.readableBytes() + more > GATHERED) {
            toChannel();
        }
        ByteBuf out = gathered;
        if (out == null) {
            out = ctx.alloc().directBuffer(GATHERED);
            gathered = out;
        }
        return out;
    }

    private static void writeFrameHeader(ByteBuf out, int length, byte type, int flags, int streamId) {
        out.writeMedium(length).writeByte(type).writeByte(flags).writeInt(streamId);
    }

    private static void setFrameHeader(ByteBuf out, int start, int length, byte type, int flags, int streamId) {
        out.setMedium(start, length)
                .setByte(start + 3, type)
                .setByte(start + 4, flags)
                .setInt(start + 5, streamId);
    }
}
