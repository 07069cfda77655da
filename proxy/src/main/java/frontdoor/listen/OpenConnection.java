package frontdoor.listen;

import frontdoor.exchange.ConnectionUse;
import frontdoor.loop.Loop;
import frontdoor.share.ClientKey;
import io.netty.channel.Channel;
import java.util.concurrent.atomic.AtomicLong;

/**
 * One client connection as the limits see it: whose it is, and whether it does anything.
 *
 * <h2>Threads</h2>
 *
 * Its use is told on its own loop, at the price of one write that nobody waits for; others may see it a moment later, and ask a connection
 * to leave that has just become busy. It then leaves after that request.
 */
final class OpenConnection implements ConnectionUse {
    private static final long NOT_IDLE = 0;

    private final OpenConnections connections;
    private final Loop loop;
    private final Channel channel;
    private final ClientKey client;
    private final long openedAt;
    private final AtomicLong idleSince = new AtomicLong(NOT_IDLE);
    private boolean used;

    /** Whether no whole request has come yet; guarded by {@link ClientShares}. */
    boolean pending = true;

    OpenConnection(OpenConnections connections, Loop loop, Channel channel, ClientKey client) {
        this.connections = connections;
        this.loop = loop;
        this.channel = channel;
        this.client = client;
        this.openedAt = loop.nanoTime();
    }

    ClientKey client() {
        return client;
    }

    /** Nanoseconds of the loop's clock. */
    long openedAt() {
        return openedAt;
    }

    boolean isIdle() {
        return idleSince.get() != NOT_IDLE;
    }

    /** Since when it has done nothing, or since when it has been shaking hands; in nanoseconds of the loop's clock. */
    long quietSince() {
        long since = idleSince.get();
        return since == NOT_IDLE ? openedAt : since;
    }

    @Override
    public void onBusy() {
        idleSince.lazySet(NOT_IDLE);
        onUsed();
    }

    @Override
    public void onIdle() {
        idleSince.lazySet(loop.roughNanoTime() | 1);
        onUsed();
        connections.onIdle();
    }

    private void onUsed() {
        if (!used) {
            used = true;
            connections.onUsed(this);
        }
    }

    /** Asks it to end in order. Any thread. */
    void leaveLater() {
        loop.eventLoop().execute(() -> CommonEnd.drain(channel));
    }

    /** Cuts it. Any thread. */
    void cutLater() {
        loop.eventLoop().execute(() -> {
            var _ = channel.close();
        });
    }
}
