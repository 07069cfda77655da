package frontdoor.listen;

import frontdoor.exchange.Deadline;
import frontdoor.exchange.Loop;
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
    private final HandshakeFailures failures;

    HandshakeWatch(Loop loop, Channel channel, HandshakeFailures failures) {
        this.loop = loop;
        this.channel = channel;
        this.failures = failures;
    }

    void start(long nanos) {
        loop.set(this, nanos);
    }

    /** Nothing is waited for any more. */
    void end() {
        clear();
    }

    void count(HandshakeFailure failure, String detail) {
        failures.onFailure(failure, channel.remoteAddress(), detail);
    }

    /** Counts it, and hangs up. */
    void onFailure(HandshakeFailure failure, String detail) {
        count(failure, detail);
        end();
        var _ = channel.close();
    }

    @Override
    protected void onExpired() {
        onFailure(HandshakeFailure.TIMEOUT, "no handshake in time");
    }
}
