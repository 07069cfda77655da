package frontdoor.loop;

import io.netty.channel.IoEventLoopGroup;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.SingleThreadIoEventLoop;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One event loop that goes on whatever is thrown on it.
 *
 * <p>What a channel throws has been dealt with by {@link ContainedHandle} and what a task throws by Netty; what comes this far was thrown
 * by the transport itself, or by Netty for want of memory. A turn is lost then, no connection: the next turn sees what is still to be
 * done. A loop that loses turn after turn is of no use any more: it ends, and {@code LoopWatchdog} ends the process.
 */
final class LastingLoop extends SingleThreadIoEventLoop {
    /** Lost turns within {@link #WINDOW_NANOS} that are one too many. */
    static final int MAX_LOST = 100;

    private static final Logger log = LoggerFactory.getLogger(LastingLoop.class);
    private static final long WINDOW_NANOS = TimeUnit.SECONDS.toNanos(10);

    private long windowStart = System.nanoTime();
    private int lost;

    LastingLoop(IoEventLoopGroup group, Executor thread, IoHandlerFactory io) {
        super(group, thread, io);
    }

    @Override
    protected void run() {
        while (true) {
            try {
                super.run();
                return;
            } catch (Throwable thrown) {
                if (isShuttingDown() || !mayGoOn(System.nanoTime())) {
                    throw thrown;
                }
                if (lost == 1) {
                    Survived.tell(log, thrown, "an event loop lost a turn; it goes on");
                }
            }
        }
    }

    private boolean mayGoOn(long now) {
        if (now - windowStart > WINDOW_NANOS) {
            windowStart = now;
            lost = 0;
        }
        lost++;
        return lost < MAX_LOST;
    }
}
