package frontdoor.http2;

import frontdoor.loop.Deadline;
import io.netty.handler.codec.http2.Http2Connection;
import io.netty.handler.codec.http2.Http2Exception;

/**
 * The bound on what waits in the channel for a client that does not read: heads obey no window (RFC 9113 5.2.1), and a backend may put
 * one of any size into every stream. Beyond the bound no stream wants anything more of its backend.
 *
 * <h2>Threads</h2>
 *
 * Confined to the event loop of its connection.
 *
 * <h2>Backpressure</h2>
 *
 * From {@link #MOST} waiting octets on, until the channel is writable again. What backends have sent by then is still taken, one read of each
 * at most.
 *
 * <h2>Closing</h2>
 *
 * A client that takes next to nothing in the time of a stall while it is that way has its connection closed.
 */
final class OutputBound {
    /** Octets that may wait for the client to read. */
    static final int MOST = 256 * 1024;

    private final Http2Streams home;
    private final Http2Connection streams;
    private final Http2Connection.PropertyKey streamKey;
    private final Deadline stall = Deadline.of(this::onStallCheck);
    private boolean full;
    /** What waited when the period of the watch began. */
    private long waiting;

    OutputBound(Http2Streams home, Http2Connection streams, Http2Connection.PropertyKey streamKey) {
        this.home = home;
        this.streams = streams;
        this.streamKey = streamKey;
    }

    boolean isFull() {
        return full;
    }

    /** A head was written. */
    void onHead() {
        if (!full && home.output().waiting() > MOST) {
            full = true;
            watch();
            tellStreams();
        }
    }

    /** The channel takes more. */
    void onWritable() {
        if (full) {
            full = false;
            stall.clear();
            tellStreams();
        }
    }

    /** Ends the watch. */
    void close() {
        stall.withdraw();
    }

    private void tellStreams() {
        try {
            streams.forEachActiveStream(stream -> {
                Http2ClientStream client = stream.getProperty(streamKey);
                if (client != null) {
                    client.onOutputChanged();
                }
                return true;
            });
        } catch (Http2Exception impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private void watch() {
        waiting = home.output().waiting();
        home.loop().set(stall, home.limits().stallNanos());
    }

    /** Where more waits than before, heads were still coming: the next period tells. */
    private void onStallCheck() {
        long taken = waiting - home.output().waiting();
        if (taken >= 0 && taken < home.leastTaken()) {
            home.closeChannel();
        } else {
            watch();
        }
    }
}
