package frontdoor.loop;

import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;

/**
 * The wait between the end of our output and the close: what the client still sends is dropped for a while, because closing a socket with
 * unread input makes the kernel send a reset that can overtake what was written (RFC 9112 9.6).
 *
 * <p>Nothing is told of an end that comes meanwhile: Netty would end the other direction apart first, which fails for a connection that both
 * sides have ended, with a stack trace for each. It closes the channel instead.
 *
 * <h2>Threads</h2>
 *
 * Confined to the event loop of its connection.
 */
public final class Linger extends Deadline {
    private static final int MAX_DROPPED = 256 * 1024;
    private static final long MAX_NANOS = 2_000_000_000L;

    private final Loop loop;
    private final Runnable close;
    private boolean outputEnded;
    private boolean inputOver;
    private int dropped;

    /** A wait that ends with {@code close}: two seconds after our end, or when the client has sent its own. */
    public Linger(Loop loop, Runnable close) {
        this.loop = loop;
        this.close = close;
    }

    /** The client has been sent everything, the end included, over {@code channel}. */
    public void onOutputEnded(Channel channel) {
        outputEnded = true;
        if (inputOver) {
            close.run();
        } else {
            channel.config().setOption(ChannelOption.ALLOW_HALF_CLOSURE, false);
            loop.set(this, MAX_NANOS);
        }
    }

    /** {@code octets} came and were dropped. */
    public void onDropped(int octets) {
        dropped += octets;
    }

    /** The client sends nothing more. */
    public void onEndOfInput() {
        inputOver = true;
        if (outputEnded) {
            close.run();
        }
    }

    /** Whether more is read. Beyond that the client is held up, not cut off: closing would be the very reset this is there to avoid. */
    public boolean wantsInput() {
        return dropped < MAX_DROPPED;
    }

    @Override
    protected void onExpired() {
        close.run();
    }
}
