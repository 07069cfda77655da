package frontdoor.loop;

import frontdoor.report.Cause;
import io.netty.channel.EventLoop;
import io.netty.channel.IoEventLoop;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Ticker;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The event loops of the process, and the channel classes that belong to them.
 *
 * <p>io_uring where kernel and container allow it, else epoll, else NIO; the property or environment variable
 * {@code FRONTDOOR_TRANSPORT} ({@code io_uring}, {@code epoll}, {@code nio}) asks for one of them.
 *
 * <h2>Closing</h2>
 *
 * {@link #close} ends the loops; whatever is still open is cut.
 */
public final class Transport implements AutoCloseable {
    /** The property, or environment variable, that asks for one transport. */
    public static final String CHOICE = "FRONTDOOR_TRANSPORT";

    private static final Logger log = LoggerFactory.getLogger(Transport.class);

    private final TransportKind kind;
    private final MultiThreadIoEventLoopGroup group;
    private final List<Loop> loops;

    private Transport(TransportKind kind, int loopCount) {
        this.kind = kind;
        this.group =
                new MultiThreadIoEventLoopGroup(
                        loopCount, new DefaultThreadFactory("frontdoor-loop"), kind.ioHandlers()) {
                    @Override
                    protected IoEventLoop newChild(Executor thread, IoHandlerFactory io, Object... none) {
                        return new LastingLoop(this, thread, io);
                    }
                };
        this.loops = loopsOf(group);
    }

    private static List<Loop> loopsOf(MultiThreadIoEventLoopGroup group) {
        List<Loop> loops = new ArrayList<>();
        for (EventExecutor executor : group) {
            Loop loop = new Loop(loops.size(), (EventLoop) executor, Ticker.systemTicker());
            loop.start();
            loops.add(loop);
        }
        return List.copyOf(loops);
    }

    /** Starts one loop per core on the best transport there is, and logs which and why. */
    public static Transport open() {
        return open(asked(), Runtime.getRuntime().availableProcessors());
    }

    /** Starts {@code loopCount} loops on {@code asked}, or on the best transport if it is null or not to be had. */
    public static Transport open(@Nullable TransportKind asked, int loopCount) {
        StringBuilder reason = new StringBuilder(asked == null ? "the best there is" : "asked for by " + CHOICE);
        TransportKind kind = pick(asked, reason);
        log.atInfo()
                .addKeyValue("transport", kind.name().toLowerCase(Locale.ROOT))
                .addKeyValue("loops", loopCount)
                .addKeyValue("reason", reason)
                .log("event loops started");
        return new Transport(kind, loopCount);
    }

    private static TransportKind pick(@Nullable TransportKind asked, StringBuilder reason) {
        if (asked != null) {
            Throwable missing = asked.unavailability();
            if (missing == null) {
                return asked;
            }
            reason.append("; ").append(asked).append(" cannot be had: ").append(Cause.inWords(missing));
        }
        for (TransportKind kind : TransportKind.values()) {
            Throwable missing = kind.unavailability();
            if (missing == null) {
                return kind;
            }
            reason.append("; no ").append(kind).append(": ").append(Cause.inWords(missing));
        }
        throw new IllegalStateException("unreachable: NIO is always there");
    }

    private static @Nullable TransportKind asked() {
        String property = System.getProperty(CHOICE);
        String name = property != null ? property : System.getenv(CHOICE);
        if (name == null || name.isBlank()) {
            return null;
        }
        for (TransportKind kind : TransportKind.values()) {
            if (kind.name().equalsIgnoreCase(name.strip())) {
                return kind;
            }
        }
        log.atWarn().addKeyValue("value", name).log("FRONTDOOR_TRANSPORT names no transport: io_uring, epoll or nio");
        return null;
    }

    /** Which transport it is, with its channel classes. */
    public TransportKind kind() {
        return kind;
    }

    /** The event loops as Netty sees them. */
    public MultiThreadIoEventLoopGroup group() {
        return group;
    }

    /** The event loops, by their index. */
    public List<Loop> loops() {
        return loops;
    }

    /** Ends the loops and waits for that, at most five seconds. Must not be called on one of them. */
    @Override
    public void close() {
        group.shutdownGracefully(0, 5, TimeUnit.SECONDS).awaitUninterruptibly(5, TimeUnit.SECONDS);
    }
}
