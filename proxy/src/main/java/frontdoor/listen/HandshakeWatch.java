package frontdoor.listen;

import frontdoor.loop.Deadline;
import frontdoor.loop.Loop;
import frontdoor.share.ClientKey;
import io.netty.channel.Channel;

/**
 * Bounds the time from accept to the end of a handshake, and counts what came of it.
 *
 * <h2>Threads</h2>
 *
 * Confined to the connection's event loop.
 */
final class HandshakeWatch extends Deadline {
    private final Loop loop;
    private final Channel channel;
    private final ClientKey client;
    private final HandshakeTally tally;
    private long startedNanos;
    private boolean ended;

    HandshakeWatch(Loop loop, Channel channel, ClientKey client, HandshakeTally tally) {
        this.loop = loop;
        this.channel = channel;
        this.client = client;
        this.tally = tally;
    }

    /** Whose handshake it is. */
    ClientKey client() {
        return client;
    }

    void start(long nanos) {
        startedNanos = loop.nanoTime();
        loop.set(this, nanos);
    }

    /** Nothing is waited for any more, and what happens from here on is no failed handshake. */
    void end() {
        ended = true;
        withdraw();
    }

    /** Ends with a handshake that was made. */
    void onMade(HandshakeTally.Made handshake) {
        end();
        tally.onMade(loop, handshake, loop.nanoTime() - startedNanos);
    }

    /** Ends with a failure; the first one counts, what follows from it does not. */
    void count(HandshakeFailure failure, String detail) {
        if (!ended) {
            end();
            tally.onFailure(failure, channel.remoteAddress(), detail);
        }
    }

    /** Counts it, and hangs up. */
    void onFailure(HandshakeFailure failure, String detail) {
        count(failure, detail);
        var _ = channel.close();
    }

    @Override
    protected void onExpired() {
        onFailure(HandshakeFailure.TIMEOUT, "no handshake in time");
    }
}
