package frontdoor.listen;

import frontdoor.exchange.Outage;
import frontdoor.loop.Deadline;
import frontdoor.loop.Loop;
import frontdoor.report.Cause;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets one listening socket accept, or not: not while the connection limit is reached, and not for a moment after an accept failed.
 *
 * <p>When the process has no file descriptor left, the socket stays ready and accept fails again and again; without a pause that is a loop
 * which burns a core. That is told once, and once more when it is over. Netty's own acceptor pauses too, but would open again what the
 * limit has closed.
 *
 * <h2>Threads</h2>
 *
 * Confined to its loop, except {@link #toAgree()}.
 */
final class AcceptGate extends ChannelInboundHandlerAdapter {
    private static final Logger log = LoggerFactory.getLogger(AcceptGate.class);
    private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(100);

    private final Loop loop;
    private final OpenConnections connections;
    private final Outage outage;
    private final Channel listener;
    private boolean paused;
    private final Deadline pauseEnd = Deadline.of(this::onPauseEnd);

    AcceptGate(Loop loop, Channel listener, OpenConnections connections, Outage outage) {
        this.loop = loop;
        this.listener = listener;
        this.connections = connections;
        this.outage = outage;
    }

    /** Reads anew whether the limit is reached. Any thread. */
    void toAgree() {
        loop.eventLoop().execute(this::agree);
    }

    private void agree() {
        boolean accepting = !paused && !connections.isFull();
        if (listener.isOpen() && listener.config().isAutoRead() != accepting) {
            listener.config().setAutoRead(accepting);
        }
    }

    private void onPauseEnd() {
        paused = false;
        agree();
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) throws Exception {
        connections.remove(this);
        pauseEnd.withdraw();
        super.channelInactive(ctx);
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object accepted) {
        if (outage.isOn() && outage.onWorked(loop.nanoTime())) {
            log.atInfo().addKeyValue("listener", listener.localAddress()).log("connections are accepted again");
        }
        ctx.fireChannelRead(accepted);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        if (outage.onFailed(loop.nanoTime())) {
            log.atWarn()
                    .addKeyValue("reason", Cause.inWords(cause))
                    .addKeyValue("listener", listener.localAddress())
                    .log("a connection could not be accepted; open connections go on, accepting pauses");
        }
        paused = true;
        loop.set(pauseEnd, PAUSE);
        agree();
    }
}
