package frontdoor.http1;

import frontdoor.loop.Deadline;
import frontdoor.loop.Loop;
import io.netty.channel.Channel;
import io.netty.channel.ChannelOutboundBuffer;

/**
 * Notices a client that does not read: octets wait for it, and over a whole period hardly any of them left the channel.
 *
 * <p>Counted is what leaves the channel's queue, not what is written to it: a client that reads an octet now and then holds memory as
 * well as one that reads none. Over TLS the queue is a little longer than what was written, so that the count errs by the records'
 * overhead, to the client's disadvantage and far below the rate that is asked for.
 */
final class WriteStall extends Deadline {
    /** Octets per second below which a client counts as stalled. */
    private static final long MIN_RATE = 100;

    private static final long SECOND = 1_000_000_000L;

    private final Http1Connection http1;
    private final Loop loop;
    private final long periodNanos;
    private long leftBefore;

    WriteStall(Http1Connection http1, Loop loop, long periodNanos) {
        this.http1 = http1;
        this.loop = loop;
        this.periodNanos = periodNanos;
    }

    /** If nothing waits any more, a new wait begins with this flush. */
    void onBeforeFlush(Channel channel) {
        ChannelOutboundBuffer queue = channel.unsafe().outboundBuffer();
        if (queue == null || queue.isEmpty()) {
            clear();
        }
    }

    /** If something waits, it must not wait for long; {@code written} counts the octets handed to the channel so far. */
    void onAfterFlush(Channel channel, long written) {
        ChannelOutboundBuffer queue = channel.unsafe().outboundBuffer();
        if (!isSet() && queue != null && !queue.isEmpty()) {
            leftBefore = left(queue, written);
            loop.set(this, periodNanos);
        }
    }

    @Override
    protected void onExpired() {
        ChannelOutboundBuffer queue = http1.channel().unsafe().outboundBuffer();
        if (queue == null || queue.isEmpty()) {
            return;
        }
        long left = left(queue, http1.output().written());
        if (left - leftBefore < Math.max(1, MIN_RATE * periodNanos / SECOND)) {
            http1.onStalled();
            return;
        }
        leftBefore = left;
        loop.set(this, periodNanos);
    }

    private static long left(ChannelOutboundBuffer queue, long written) {
        return written - queue.totalPendingWriteBytes() + queue.currentProgress();
    }
}
