package frontdoor.http1;

import frontdoor.http.HstsField;
import frontdoor.http.ResponseHead;
import frontdoor.loop.Loop;
import frontdoor.wire.BodyFraming;
import frontdoor.wire.ChunkWriter;
import frontdoor.wire.ConnectionOption;
import frontdoor.wire.ResponseWriter;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import org.jspecify.annotations.Nullable;

/**
 * The way to the client: heads, pieces of bodies, and the framing around them, flushed once per turn of the loop.
 *
 * <p>A head is kept back until the end of the turn, so that a small body can be copied behind it and both leave as one buffer and, over
 * TLS, as one record. Larger pieces are passed on as they came.
 *
 * <h2>Buffers</h2>
 *
 * Owns the buffer it fills until it is written; after {@link #close()} whatever comes is released.
 *
 * <h2>Backpressure</h2>
 *
 * {@link #isWritable()} follows the channel's watermarks.
 */
final class ResponseOutput {
    /** Bodies up to this length are copied behind their head: copying is cheaper than another buffer in every queue below. */
    private static final int COPIED_BODY = 4096;

    private static final int ROOM_FOR_CHUNKS = 1024;
    private static final int ROOM_FOR_FRAMING = 64;

    private final ChannelHandlerContext ctx;
    private final Loop loop;
    private final WriteStall stall;
    private @Nullable ByteBuf filling;
    private boolean flushAsked;
    private boolean closed;
    private long written;

    ResponseOutput(ChannelHandlerContext ctx, Loop loop, WriteStall stall) {
        this.ctx = ctx;
        this.loop = loop;
        this.stall = stall;
    }

    /** Writes a head. Borrows {@code head} for the call. */
    void writeHead(ResponseHead head, HstsField hsts, BodyFraming framing, ConnectionOption option) {
        if (closed) {
            return;
        }
        ByteBuf out = withRoom(ResponseWriter.sizeHint(head, hsts), bodyRoom(head, framing));
        ResponseWriter.write(head, hsts, framing, option, out);
        flushLater();
    }

    private static int bodyRoom(ResponseHead head, BodyFraming framing) {
        return switch (framing) {
            case LENGTH -> head.bodyLength() <= COPIED_BODY ? (int) head.bodyLength() : 0;
            case CHUNKED -> ROOM_FOR_CHUNKS;
            case NONE, UNTIL_CLOSE, TUNNEL -> 0;
        };
    }

    /** Writes octets as they are. Takes ownership of {@code data}. */
    void write(ByteBuf data) {
        if (closed) {
            data.release();
            return;
        }
        ByteBuf out = filling;
        int length = data.readableBytes();
        if (out != null && length <= COPIED_BODY && length <= out.writableBytes()) {
            out.writeBytes(data);
            data.release();
        } else {
            writeFilled();
            pass(data);
        }
        flushLater();
    }

    /** Writes octets as one chunk. Takes ownership of {@code data}, which must not be empty. */
    void writeChunk(ByteBuf data) {
        if (closed) {
            data.release();
            return;
        }
        ChunkWriter.writeHead(data.readableBytes(), withRoom(ChunkWriter.MAX_HEAD, ROOM_FOR_FRAMING));
        write(data);
        ChunkWriter.writeEnd(withRoom(2, ROOM_FOR_FRAMING));
    }

    /** Writes the last chunk. */
    void writeLastChunk() {
        if (!closed) {
            ChunkWriter.writeLast(withRoom(5, 0));
            flushLater();
        }
    }

    /** Whether the client takes more at the moment. */
    boolean isWritable() {
        return ctx.channel().isWritable();
    }

    /** The buffer that is being filled, with room for {@code needed} octets; a new one has room for {@code more} besides. */
    private ByteBuf withRoom(int needed, int more) {
        ByteBuf out = filling;
        if (out != null && out.writableBytes() >= needed) {
            return out;
        }
        writeFilled();
        out = ctx.alloc().directBuffer(needed + more);
        filling = out;
        return out;
    }

    private void writeFilled() {
        ByteBuf out = filling;
        if (out != null) {
            filling = null;
            pass(out);
        }
    }

    private void pass(ByteBuf data) {
        written += data.readableBytes();
        var _ = ctx.write(data, ctx.voidPromise());
    }

    private void flushLater() {
        if (!flushAsked) {
            flushAsked = true;
            loop.flushLater(ctx.channel());
        }
    }

    /**
     * Hands to the channel what was kept back for the end of this turn. What has gone already is not followed by an empty write, which
     * the TLS handler makes of any flush: it would come after FIN.
     */
    void onTurnEnd() {
        if (flushAsked) {
            flush();
        }
    }

    /** Hands everything to the channel now. */
    void flush() {
        flushAsked = false;
        writeFilled();
        stall.onBeforeFlush(ctx.channel());
        ctx.flush();
        stall.onAfterFlush(ctx.channel(), written);
    }

    /** Octets handed to the channel so far. */
    long written() {
        return written;
    }

    /** Drops what was not handed to the channel, and everything that still comes. */
    void close() {
        closed = true;
        stall.withdraw();
        ByteBuf out = filling;
        if (out != null) {
            filling = null;
            out.release();
        }
    }
}
