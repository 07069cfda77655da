package frontdoor.listen;

import frontdoor.exchange.Drainable;
import frontdoor.loop.Loop;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The common end of all client connections: in order, with one exchange more where another process serves by then, or at once. The
 * listeners have to be closed before it begins.
 *
 * <h2>Threads</h2>
 *
 * Any; connections are touched on their loop only.
 */
public final class CommonEnd {
    private final List<Loop> loops;
    private final List<Set<Channel>> channelsByLoop;
    private final AtomicInteger count;
    private final AtomicInteger cut = new AtomicInteger();
    private final CompletableFuture<Void> retired = new CompletableFuture<>();
    private final CompletableFuture<Integer> drained = new CompletableFuture<>();
    private volatile boolean retiring;
    private volatile boolean draining;

    /** That of the connections of {@code channelsByLoop}, of which {@code count} are open. */
    CommonEnd(List<Loop> loops, List<Set<Channel>> channelsByLoop, AtomicInteger count) {
        this.loops = List.copyOf(loops);
        this.channelsByLoop = channelsByLoop;
        this.count = count;
    }

    /**
     * Asks every connection to end after one exchange more.
     *
     * @return completed when none is open any more, or after {@code atMost}
     */
    public CompletableFuture<Void> retire(Duration atMost) {
        retiring = true;
        onAll(Drainable::retire);
        return retired.copy().completeOnTimeout(null, atMost.toMillis(), TimeUnit.MILLISECONDS);
    }

    /**
     * Asks every connection to end and cuts those that have not by the deadline.
     *
     * @return completed when none is open any more, with how many were cut
     */
    public CompletableFuture<Integer> drain(Duration deadline) {
        draining = true;
        for (Loop loop : loops) {
            var _ = loop.eventLoop().schedule(() -> cut(loop), deadline.toNanos(), TimeUnit.NANOSECONDS);
        }
        onAll(Drainable::drain);
        return drained.copy();
    }

    /** Cuts every connection at once. */
    public void closeNow() {
        draining = true;
        loops.forEach(loop -> loop.eventLoop().execute(() -> cut(loop)));
    }

    /** Asks one connection to end, if its protocol is known by now. On its loop. */
    static void drain(Channel channel) {
        call(channel, Drainable::drain);
    }

    /** Whoever's protocol is known only now has missed the call. */
    void onProtocolKnown(Channel channel) {
        if (draining) {
            call(channel, Drainable::drain);
        } else if (retiring) {
            call(channel, Drainable::retire);
        }
    }

    /** A connection has closed. */
    void onClosed() {
        if (count.get() == 0) {
            if (retiring) {
                retired.complete(null);
            }
            if (draining) {
                drained.complete(cut.get());
            }
        }
    }

    /** Those that were accepted before the listeners closed are counted by now: their loop has run what came before. */
    private void onAll(Consumer<Drainable> call) {
        CompletableFuture<?>[] calls = loops.stream()
                .map(loop -> CompletableFuture.runAsync(
                        () -> copyOf(loop).forEach(channel -> call(channel, call)), loop.eventLoop()))
                .toArray(CompletableFuture[]::new);
        var _ = CompletableFuture.allOf(calls).thenRun(this::onClosed);
    }

    /** Asks one connection, if its protocol is known by now; else it is asked as soon as that is. */
    private static void call(Channel channel, Consumer<Drainable> call) {
        Drainable drainable = drainableOf(channel);
        if (drainable != null) {
            call.accept(drainable);
        }
    }

    private static @Nullable Drainable drainableOf(Channel channel) {
        for (Map.Entry<String, ChannelHandler> entry : channel.pipeline()) {
            if (entry.getValue() instanceof Drainable drainable) {
                return drainable;
            }
        }
        return null;
    }

    private void cut(Loop loop) {
        for (Channel channel : copyOf(loop)) {
            cut.incrementAndGet();
            call(channel, Drainable::onCut);
            var _ = channel.close();
        }
        onClosed();
    }

    /** A connection that is asked to end may end, and leave, at once. */
    private List<Channel> copyOf(Loop loop) {
        return List.copyOf(channelsByLoop.get(loop.index()));
    }
}
