package frontdoor.http1;

import frontdoor.exchange.Deadline;

/**
 * The last response is on its way: it is written, the output ends, and what the client still sends is dropped for a while, because
 * closing a socket with unread input makes the kernel send a reset that can overtake the response (RFC 9112 9.6).
 */
final class Lingering extends Phase {
    private static final int MAX_DROPPED = 256 * 1024;
    private static final long MAX_NANOS = 2_000_000_000L;

    private final Http1Connection http1;
    private final Deadline deadline;
    private boolean outputEnded;
    private boolean inputOver;
    private int dropped;

    Lingering(Http1Connection http1) {
        this.http1 = http1;
        this.deadline = Deadline.of(http1::toClosed);
    }

    @Override
    void onInput(Unread unread) {
        dropped += unread.octets().readableBytes();
        unread.release();
    }

    @Override
    void onEndOfInput() {
        inputOver = true;
        if (outputEnded) {
            http1.toClosed();
        }
    }

    /** The client has been sent everything, the end included. */
    void onOutputEnded() {
        outputEnded = true;
        if (inputOver) {
            http1.toClosed();
        } else {
            http1.loop().set(deadline, MAX_NANOS);
        }
    }

    @Override
    boolean wantsInput(Unread unread) {
        // Beyond that the client is held up, not cut off: closing now would be the very reset this phase is there to
        // avoid.
        return dropped < MAX_DROPPED;
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
