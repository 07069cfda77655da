package frontdoor.http1;

import frontdoor.loop.ReadAhead;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;

/**
 * The octets that come from an HTTP/1 client: whether more are read, and how the phases of the connection take them, one after the other.
 *
 * <h2>Buffers</h2>
 *
 * Owns what was read and not taken, until {@link #release()}.
 *
 * <h2>Threads</h2>
 *
 * Confined to the event loop of the connection.
 *
 * <h2>Backpressure</h2>
 *
 * Reads exactly while the phase wants more; what the channel delivers all the same is held within {@link ReadAhead}.
 */
final class ClientInput {
    private final ChannelHandlerContext ctx;
    private final Http1Connection http1;
    private final Unread unread = new Unread();
    private final ReadAhead ahead = new ReadAhead();
    private final Runnable advance = this::advance;
    private boolean advancing;
    private boolean reading;
    private boolean ended;
    private boolean clientMayRead = true;
    private boolean overrun;

    ClientInput(ChannelHandlerContext ctx, Http1Connection http1) {
        this.ctx = ctx;
        this.http1 = http1;
    }

    /** The connection is there. */
    void begin() {
        reading = ctx.channel().config().isAutoRead();
    }

    boolean hasUnread() {
        return !unread.isEmpty();
    }

    /** Whether the client still takes a response although its own direction has ended. */
    boolean clientMayRead() {
        return clientMayRead;
    }

    /** Octets came. Takes ownership of {@code data}. */
    void add(ByteBuf data) {
        if (!overrun && ahead.add(data.readableBytes(), reading)) {
            unread.add(ctx.alloc(), data);
            advance();
        } else {
            data.release();
            onOverrun();
        }
    }

    private void onOverrun() {
        if (!overrun) {
            overrun = true;
            unread.release();
            http1.onOverrun();
        }
    }

    /** No octet follows; {@code mayRead} says whether the client still takes a response. */
    void end(boolean mayRead) {
        if (!ended) {
            ended = true;
            clientMayRead = mayRead;
            advance();
        }
    }

    /** Lets the phases take what is there, one after the other. */
    void advance() {
        if (advancing) {
            return;
        }
        advancing = true;
        try {
            int before;
            do {
                before = http1.moves();
                http1.phase().onInput(unread);
                if (ended && http1.moves() == before) {
                    http1.phase().onEndOfInput();
                }
            } while (http1.moves() != before);
            unread.trim();
        } finally {
            advancing = false;
        }
        settle();
    }

    /** Reads from the client exactly while the phase wants more; the channel is touched only on change. */
    void settle() {
        boolean wanted = !ended && http1.phase().wantsInput(unread);
        if (!advancing && wanted != reading && !http1.isClosed()) {
            reading = wanted;
            ctx.channel().config().setAutoRead(wanted);
        }
    }

    /** Another phase follows, which may want what is there. */
    void onMoved() {
        if (advancing || http1.isClosed()) {
            return;
        }
        if (ended || !unread.isEmpty()) {
            // Not now: the core that has just ended a response may still look at its request.
            http1.loop().runLater(ctx.channel(), advance);
        } else {
            settle();
        }
    }

    /** Drops what was not taken. */
    void release() {
        unread.release();
    }
}
