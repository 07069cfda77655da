package frontdoor.upstream1;

import frontdoor.http.Failure;
import frontdoor.http.RequestHead;
import frontdoor.wire.BodyFraming;
import frontdoor.wire.ChunkWriter;
import frontdoor.wire.RequestWriter;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelOutboundBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Writes requests on one connection, with framing of our own: the length if it is known, chunks if not (RFC 9112 6).
 *
 * <h2>Buffers</h2>
 *
 * The head and small pieces are gathered in one buffer until the flush; larger pieces are passed on as they are.
 *
 * <h2>Threads</h2>
 *
 * Confined to the event loop of its connection.
 */
final class RequestOutput {
    /** Pieces of up to this many octets are copied. */
    static final int COPIED = 2048;

    private static final int BODY_ROOM = 4096;

    private final Channel channel;
    private final ChannelFutureListener onSent;
    private @Nullable ByteBuf gathered;
    private BodyFraming framing = BodyFraming.NONE;
    private long remaining;
    private int writes;
    private boolean bodyHandedOver;
    private boolean flushed;
    private boolean ended;
    private boolean stopped;

    /** {@code onSent} hears when the last octet of a request that was not sent in one piece has left, and of a tunnel's. */
    RequestOutput(Channel channel, ChannelFutureListener onSent) {
        this.channel = channel;
        this.onSent = onSent;
    }

    void begin() {
        framing = BodyFraming.NONE;
        remaining = 0;
        writes = 0;
        bodyHandedOver = false;
        flushed = false;
        ended = false;
        stopped = false;
    }

    /** Whether something was handed to the socket since {@link #begin()}. */
    boolean flushed() {
        return flushed;
    }

    /** Why the exchange fails if the connection ends now; {@code answered} says whether anything of the response has come. */
    Failure failure(boolean answered) {
        if (answered) {
            return Failure.UPSTREAM_CLOSED_EARLY;
        }
        return flushed ? Failure.UPSTREAM_CLOSED : failureUnsent();
    }

    /** Nothing was sent; but whoever tries again needs the whole request, and pieces of a body handed over are gone. */
    Failure failureUnsent() {
        return bodyHandedOver ? Failure.UPSTREAM_CLOSED : Failure.UPSTREAM_STALE;
    }

    /** Whether the request, or the tunnel's direction, was written to its end. */
    boolean ended() {
        return ended;
    }

    /** Whether whatever is still written is dropped. */
    boolean stopped() {
        return stopped;
    }

    /** Whether the ended request is one buffer, about to be sent. */
    boolean inOnePiece() {
        return ended && writes == 0;
    }

    /** Whether the ended request has left completely. */
    boolean sent() {
        return ended && !stopped && isDrained();
    }

    /** Whether nothing can be sent before the client has sent more. */
    boolean waitsForMore() {
        return !ended && !stopped && framing != BodyFraming.TUNNEL && isDrained();
    }

    /** Whether, a write having failed, nothing can have left but a part of the first buffer: no complete request. */
    boolean failedAtOnce() {
        return writes <= 1;
    }

    private boolean isDrained() {
        ChannelOutboundBuffer out = channel.unsafe().outboundBuffer();
        return gathered == null && out != null && out.totalPendingWriteBytes() == 0;
    }

    /** A number that changes whenever octets have left. */
    long position() {
        ChannelOutboundBuffer out = channel.unsafe().outboundBuffer();
        return out == null ? 0 : ((long) (writes - out.size()) << 32) + out.currentProgress();
    }

    /** Borrows {@code head}. */
    void writeHead(RequestHead head) {
        long length = head.bodyLength();
        if (length == RequestHead.UNKNOWN_LENGTH) {
            framing = BodyFraming.CHUNKED;
        } else {
            framing = length == 0 ? BodyFraming.NONE : BodyFraming.LENGTH;
            remaining = length;
        }
        int room = framing == BodyFraming.NONE ? 0 : BODY_ROOM;
        ByteBuf out = channel.alloc().ioBuffer(RequestWriter.sizeHint(head) + room);
        gathered = out;
        RequestWriter.write(head, out);
    }

    /** From now on octets are written as they are, until the next end. */
    void toTunnel() {
        framing = BodyFraming.TUNNEL;
        ended = false;
    }

    /** Takes ownership of {@code data}; returns false if that is more than was announced. */
    boolean writeBody(ByteBuf data) {
        int length = data.readableBytes();
        bodyHandedOver = true;
        if (stopped || ended) {
            data.release();
            return stopped;
        }
        switch (framing) {
            case CHUNKED -> {
                ChunkWriter.writeHead(length, room(ChunkWriter.MAX_HEAD));
                pass(data);
                ChunkWriter.writeEnd(room(2));
            }
            case LENGTH, NONE -> {
                remaining -= length;
                if (remaining < 0) {
                    data.release();
                    return false;
                }
                pass(data);
            }
            case TUNNEL, UNTIL_CLOSE -> pass(data);
        }
        return true;
    }

    /** Returns false if less was written than was announced. */
    boolean writeEnd() {
        if (stopped || ended) {
            return true;
        }
        if (framing == BodyFraming.LENGTH && remaining != 0) {
            return false;
        }
        if (framing == BodyFraming.CHUNKED) {
            ChunkWriter.writeLast(room(5));
        }
        ended = true;
        if (framing == BodyFraming.TUNNEL || writes > 0) {
            ByteBuf last = gathered == null ? Unpooled.EMPTY_BUFFER : gathered;
            gathered = null;
            writes++;
            channel.write(last).addListener(onSent);
        }
        return true;
    }

    /** Drops what was not handed to the socket, and all that follows. */
    void stop() {
        stopped = true;
        if (gathered != null) {
            gathered.release();
            gathered = null;
        }
    }

    void onFlush() {
        writeGathered();
        flushed |= writes > 0;
    }

    private void pass(ByteBuf data) {
        int length = data.readableBytes();
        if (length > COPIED) {
            writeGathered();
            write(data);
        } else {
            room(length).writeBytes(data);
            data.release();
        }
    }

    private ByteBuf room(int octets) {
        if (gathered != null && gathered.writableBytes() < octets) {
            writeGathered();
        }
        if (gathered == null) {
            gathered = channel.alloc().ioBuffer(Math.max(octets, BODY_ROOM));
        }
        return gathered;
    }

    private void writeGathered() {
        ByteBuf out = gathered;
        if (out != null) {
            gathered = null;
            write(out);
        }
    }

    private void write(ByteBuf data) {
        writes++;
        var _ = channel.write(data, channel.voidPromise());
    }
}
