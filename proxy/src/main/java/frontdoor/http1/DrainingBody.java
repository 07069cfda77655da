package frontdoor.http1;

import frontdoor.loop.Deadline;
import frontdoor.wire.BodyReader;
import io.netty.buffer.ByteBuf;

/**
 * The response has ended before the request: the rest of its body is dropped if it is short and comes soon, so that the connection can be
 * kept; else the connection ends. Its octets are never taken for another request.
 */
final class DrainingBody extends Phase {
    /** Octets that are worth dropping. */
    static final int MAX_DRAINED = 64 * 1024;

    private static final long MAX_NANOS = 2_000_000_000L;

    private final Moves http1;
    private final BodyReader body;
    private final Deadline deadline;
    private long drained;

    DrainingBody(Moves http1, BodyReader body) {
        this.http1 = http1;
        this.body = body;
        this.deadline = Deadline.of(http1::toLingering);
    }

    void begin() {
        drained = 0;
        http1.loop().set(deadline, MAX_NANOS);
    }

    @Override
    void onInput(Unread unread) {
        ByteBuf piece;
        while ((piece = body.next(unread.octets())) != null) {
            drained += piece.readableBytes();
            piece.release();
            if (drained > MAX_DRAINED) {
                http1.toLingering();
                return;
            }
        }
        if (body.done()) {
            http1.toAwaiting();
        } else if (body.failed()) {
            http1.toLingering();
        }
    }

    @Override
    void onEndOfInput() {
        http1.toLingering();
    }

    @Override
    boolean wantsInput(Unread unread) {
        return true;
    }

    @Override
    void onOverrun() {
        http1.toLingering();
    }

    @Override
    void onDrain() {
        http1.toLingering();
    }

    @Override
    void onLeave() {
        deadline.clear();
    }

    @Override
    void release() {
        deadline.withdraw();
    }
}
