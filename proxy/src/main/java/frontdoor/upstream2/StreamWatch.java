package frontdoor.upstream2;

import frontdoor.http.Failure;
import frontdoor.limits.ExchangeTimeouts;
import frontdoor.loop.Deadline;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import java.time.Duration;

/**
 * The timeout that a stream is under at the moment: the wait for the response, the wait for the next octet, or none.
 *
 * <h2>Threads</h2>
 *
 * Confined to the event loop of its connection.
 */
final class StreamWatch extends Deadline implements ChannelFutureListener {
    private final Http2UpstreamStream stream;
    private final Http2UpstreamConnection connection;
    private final ExchangeTimeouts timeouts;
    private Failure failure = Failure.UPSTREAM_IDLE_TIMEOUT;
    private long heard;

    StreamWatch(Http2UpstreamStream stream, Http2UpstreamConnection connection, ExchangeTimeouts timeouts) {
        this.stream = stream;
        this.connection = connection;
        this.timeouts = timeouts;
    }

    /** Something of the request was written. */
    void onRequestWritten() {
        if (!isSet() || stream.requestSent()) {
            onProgress();
        }
    }

    /** A piece of the request has left. */
    @Override
    public void operationComplete(ChannelFuture written) {
        if (written.isSuccess()) {
            onProgress();
        }
    }

    /** Octets have moved, or what is waited for has changed. */
    void onProgress() {
        if (stream.isOver()) {
            return;
        }
        if (!stream.reading()) {
            // Neither is it read nor may it send: what is missing is the client's doing.
            clear();
        } else if (!stream.headSeen() && stream.requestSent()) {
            watch(timeouts.upstreamResponse().toNanos(), Failure.UPSTREAM_RESPONSE_TIMEOUT);
        } else if (!stream.headSeen() && stream.waitsForClient()) {
            clear();
        } else {
            Duration idle = stream.isQuiet() ? timeouts.websocketIdle() : timeouts.upstreamIdle();
            watch(idle.toNanos(), Failure.UPSTREAM_IDLE_TIMEOUT);
        }
    }

    private void watch(long nanos, Failure failure) {
        this.failure = failure;
        this.heard = connection.heard();
        connection.loop().set(this, nanos);
    }

    @Override
    protected void onExpired() {
        if (connection.heard() == heard) {
            // Frozen or lost: the next request is not to wait for it, too.
            connection.toGoneAway();
        }
        stream.fail(failure);
    }
}
