package frontdoor.listen;

import frontdoor.loop.Loop;
import frontdoor.share.ClientKey;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.util.concurrent.Ticker;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Every open client connection: how many there are, whether there may be more, and their common end.
 *
 * <p>At the limit connections that do nothing make room for others ({@link ClientShares}). Where none does, or where too many of those
 * that did are not gone yet, the listeners stop accepting, so that further clients wait in the kernel's queue instead of being turned
 * away. What the kernel had handed over by then is still served: the limit may be exceeded by what the loops accept in one turn.
 *
 * <h2>Threads</h2>
 *
 * The connections of a loop are kept and touched on that loop only; the methods that are public may be called on any thread.
 */
public final class OpenConnections {
    private static final Logger log = LoggerFactory.getLogger(OpenConnections.class);

    private final List<Loop> loops;
    private final List<Set<Channel>> channelsByLoop;
    private final Supplier<ConnectionLimits> limits;
    private final Ticker ticker;
    private final ClientShares shares = new ClientShares();
    private final AtomicInteger count = new AtomicInteger();
    private final AtomicBoolean full = new AtomicBoolean();
    private final AtomicBoolean settlingLater = new AtomicBoolean();
    private final List<AcceptGate> gates = new CopyOnWriteArrayList<>();
    private final CommonEnd end;
    private final RareLog fullLog = new RareLog(Duration.ofMinutes(1));
    private final RareLog refusedLog = new RareLog(Duration.ofMinutes(1));
    private final RareLog headerLog = new RareLog(Duration.ofMinutes(1));
    private volatile boolean paused;

    /** No connection yet, on {@code loops}; {@code limits} is asked at every accept and close. */
    public OpenConnections(List<Loop> loops, Supplier<ConnectionLimits> limits) {
        this(loops, limits, Ticker.systemTicker());
    }

    OpenConnections(List<Loop> loops, Supplier<ConnectionLimits> limits, Ticker ticker) {
        this.ticker = ticker;
        this.loops = List.copyOf(loops);
        this.channelsByLoop =
                loops.stream().<Set<Channel>>map(_ -> new HashSet<>()).toList();
        this.limits = limits;
        this.end = new CommonEnd(loops, channelsByLoop, count);
    }

    /** Client connections that are open. */
    public int count() {
        return count.get();
    }

    /** Of them, those that have not sent a whole request yet. */
    public int pending() {
        return shares.pending();
    }

    /** Connections that were closed at once for this reason, so far. */
    public long refused(Refusal refusal) {
        return shares.refused(refusal);
    }

    /** Connections that were ended in this way to make room for others, so far. */
    public long evicted(Eviction eviction) {
        return shares.evicted(eviction);
    }

    /** Whether no more is to be accepted for now. */
    boolean isFull() {
        return paused || full.get();
    }

    /** Pauses accepting, or goes on, whatever the limit says. */
    public void setPaused(boolean paused) {
        this.paused = paused;
        gates.forEach(AcceptGate::toAgree);
    }

    /** The limit may have become another one: clients that wait come in now, and not when the next connection closes. */
    public void onLimitChanged() {
        settle();
    }

    void add(AcceptGate gate) {
        gates.add(gate);
    }

    /** The listener of {@code gate} is closed for good. */
    void remove(AcceptGate gate) {
        gates.remove(gate);
    }

    /** Takes up a connection just accepted; or returns null, and closes it: its client has its part already. */
    @Nullable
    OpenConnection onOpened(Loop loop, Channel channel, ClientKey client) {
        OpenConnection connection = admit(loop, channel, client);
        if (connection != null) {
            onAccepted(loop, channel);
        }
        return connection;
    }

    /** Takes up a connection just accepted whose client is not known yet: it has a place among all, and nobody's. */
    void onAccepted(Loop loop, Channel channel) {
        Set<Channel> channels = channelsByLoop.get(loop.index());
        channels.add(channel);
        count.incrementAndGet();
        settle();
        var _ = channel.closeFuture().addListener((ChannelFutureListener) closed -> {
            channels.remove(closed.channel());
            count.decrementAndGet();
            settle();
            end.onClosed();
        });
    }

    /** The client of a connection is known; or returns null, and closes it: its client has its part already. */
    @Nullable
    OpenConnection admit(Loop loop, Channel channel, ClientKey client) {
        OpenConnection connection = new OpenConnection(this, loop, channel, client);
        Refusal refusal = shares.admit(connection, limits.get(), connection.openedAt());
        if (refusal != null) {
            onRefused(channel, refusal);
            return null;
        }
        var _ = channel.closeFuture().addListener(_ -> {
            shares.onClosed(connection);
            settle();
        });
        return connection;
    }

    /** A connection ends for what its peer did, or did not, before anything of TLS or HTTP. */
    void onRefused(Channel channel, Refusal refusal, String detail) {
        shares.countRefused(refusal);
        if (headerLog.isDue()) {
            log.atWarn()
                    .addKeyValue("peer", channel.remoteAddress())
                    .addKeyValue("reason", refusal.token())
                    .addKeyValue("detail", detail)
                    .log(
                            "a connection without a good PROXY header was closed; listen.proxy-protocol and listen.trusted-proxies say who has to send one");
        }
        var _ = channel.close();
    }

    private void onRefused(Channel channel, Refusal refusal) {
        if (refusedLog.isDue()) {
            log.atWarn()
                    .addKeyValue("client", channel.remoteAddress())
                    .addKeyValue("reason", refusal.token())
                    .log("a client has its part of the connections; more of them are closed at once");
        }
        var _ = channel.close();
    }

    /** Whether {@code connection} was asked to make room and has not ended yet. */
    boolean isLeaving(OpenConnection connection) {
        return shares.isLeaving(connection);
    }

    /** The first whole request has come. */
    void onUsed(OpenConnection connection) {
        shares.onUsed(connection);
        if (isFull()) {
            settle();
        }
    }

    /** A connection has nothing to do: at the limit it can make room. */
    void onIdle() {
        if (isFull()) {
            settle();
        }
    }

    /** Opens or shuts the gates until that agrees with the count; whoever changed that or the limit last sees to it. */
    private void settle() {
        boolean shouldBeFull;
        while ((shouldBeFull = shouldBeFull()) != full.get()) {
            if (full.compareAndSet(!shouldBeFull, shouldBeFull)) {
                gates.forEach(AcceptGate::toAgree);
                if (shouldBeFull) {
                    settleLater();
                }
                if (shouldBeFull && fullLog.isDue()) {
                    log.atWarn()
                            .addKeyValue("connections", count.get())
                            .log("the connection limit is reached; nothing is accepted until one closes");
                }
            }
        }
    }

    private boolean shouldBeFull() {
        ConnectionLimits now = limits.get();
        return count.get() >= now.most() || shares.isFull(now, ticker.nanoTime());
    }

    /** Who is shaking hands now may be late in a moment, and make room. */
    private void settleLater() {
        if (settlingLater.compareAndSet(false, true)) {
            var _ = loops.getFirst()
                    .eventLoop()
                    .schedule(
                            () -> {
                                settlingLater.set(false);
                                settle();
                                if (full.get()) {
                                    settleLater();
                                }
                            },
                            ClientShares.HANDSHAKE_GRACE,
                            TimeUnit.NANOSECONDS);
        }
    }

    /** The common end of all of them, which begins when it is asked for. */
    public CommonEnd end() {
        return end;
    }
}
