package frontdoor.listen;

import frontdoor.loop.Deadline;
import frontdoor.loop.Loop;
import frontdoor.share.ClientKey;
import io.netty.channel.Channel;

/**
 * Bounds the time from accept to the end of a handshake, and counts what ended it early.
 *
 * <h2>Threads</h2>
 *
 * Confined to the connection's event loop.
 */
final class HandshakeWatch extends Deadline {
    private final Loop loop;
    private final Channel channel;
    private final ClientKey client;
    private final HandshakeFailures failures;
    private boolean ended;

    HandshakeWatch(Loop loop, Channel channel, ClientKey client, HandshakeFailures failures) {
        this.loop = loop;
        this.channel = channel;
        this.client = client;
        this.failures = failures;
    }

    /** Whose handshake it is. */
    ClientKey client() {
        return client;
    }

    void start(long nanos) {
        loop.set(this, nanos);
    }

    /** Nothing is waited for any more, and what happens from here on is no failed handshake. */
    void end() {
        ended = true;
        withdraw();
    }

    /** Ends with a failure; the first one counts, what follows from it does not. */
    void count(HandshakeFailure failure, String detail) {
        if (!ended) {
            end();
            failures.onFailure(failure, channel.remoteAddress(), detail);
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
