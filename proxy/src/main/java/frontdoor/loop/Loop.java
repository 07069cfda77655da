package frontdoor.loop;

import frontdoor.budget.Room;
import frontdoor.share.ClientKey;
import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Ticker;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One event loop and what is kept once per loop: its clock, its deadlines, the Date of this second, and the channels to be flushed at
 * the end of this turn.
 *
 * <h2>Threads</h2>
 *
 * Every method is called on the event loop, except {@link #start()}, {@link #index()}, {@link #eventLoop()}, {@link #isCurrent()},
 * {@link #run}, {@link #ticks()}, {@link #isResting()}, {@link #thread()} and {@link #lagNanos()}. Whoever is confined to a loop says so with
 * {@code assert loop.isCurrent()} where it is entered; tests run with assertions on.
 */
public final class Loop {
    private static final Logger log = LoggerFactory.getLogger(Loop.class);
    private static final DateTimeFormatter IMF_FIXDATE = DateTimeFormatter.ofPattern(
                    "EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private final int index;
    private final EventLoop eventLoop;
    private final Ticker ticker;
    private final InstantSource wall;
    private final PeersTime peersTime;
    private final DeadlineWheel deadlines;
    private final LoopLag lag;
    private final Ticking ticking;
    private final LongWork longWork;
    private final AtomicLong ticks = new AtomicLong();
    private volatile @Nullable Thread thread;
    private final Runnable flushAll = this::flushAll;
    private List<Channel> unflushed = new ArrayList<>();
    /** Takes the place of {@link #unflushed} while that is being flushed; null while in use. */
    private @Nullable List<Channel> spare;

    private Room room = Room.unlimited();
    private Runnable stirred = () -> {};
    /** The ticker when it was last read, at most a tick ago. */
    private long lastNanos;

    private long tickNanos;
    private long tickMillis;
    private long tickSecond;
    private long dateSecond = -1;
    private byte[] date = {};

    /** Wraps {@code eventLoop}; {@code index} numbers the loops from 0. The ticker is the monotonic clock of the loop. */
    public Loop(int index, EventLoop eventLoop, Ticker ticker) {
        this(index, eventLoop, ticker, InstantSource.system());
    }

    /** The same by another wall clock. */
    public Loop(int index, EventLoop eventLoop, Ticker ticker, InstantSource wall) {
        this.wall = wall;
        this.index = index;
        this.eventLoop = eventLoop;
        this.ticker = ticker;
        readClocks();
        this.peersTime = new PeersTime(lastNanos);
        this.deadlines = new DeadlineWheel(lastNanos);
        this.lag = new LoopLag(lastNanos);
        this.longWork = new LongWork(eventLoop, ticker);
        this.ticking = new Ticking(eventLoop, this::tickOn);
    }

    /** Reading a clock costs more than most of what is done for a request, so the wall clock is read once per tick. */
    private void readClocks() {
        lastNanos = ticker.nanoTime();
        tickNanos = lastNanos;
        tickMillis = wall.millis();
        tickSecond = tickMillis / 1000;
    }

    /** Starts the clock of the deadlines; it runs until the event loop ends. */
    public void start() {
        ticking.start();
    }

    private boolean tickOn() {
        if (thread == null) {
            thread = Thread.currentThread();
        }
        tick();
        return mayRest();
    }

    /** Whether no tick is needed for a while: then all that asks for the time has it go on. */
    private boolean mayRest() {
        boolean quiet = deadlines.isQuietUntil(peersTime.at(lastNanos) + Ticking.REST_NANOS);
        if (quiet) {
            peersTime.onRest(Ticking.REST_NANOS);
            lag.onRest(lastNanos, Ticking.REST_NANOS);
        }
        return quiet;
    }

    private void stir() {
        if (ticking.isResting()) {
            ticking.goOn();
            readClocks();
            lag.onTick(lastNanos);
            peersTime.onTick(lastNanos);
            stirred.run();
        }
    }

    /**
     * Reads the clocks and fires the deadlines that were due a tick ago: what comes due in a turn may already be answered, in a socket that
     * the loop has yet to look at.
     */
    public void tick() {
        readClocks();
        lag.onTick(lastNanos);
        ticks.lazySet(ticks.get() + 1);
        long due = peersTime.atLastTick();
        peersTime.onTick(lastNanos);
        deadlines.advance(due);
    }

    /** Whether there is nothing to do. Any thread may ask. */
    public boolean isResting() {
        return ticking.isResting();
    }

    /** Calls {@code listener}, on the loop, when there is something to do after a rest; to be called before there is. */
    public void onStir(Runnable listener) {
        stirred = listener;
    }

    /** How often the clock has ticked, at least once a second and ten times while there is something to do: a loop that stands still ticks no more. */
    public long ticks() {
        return ticks.get();
    }

    /** The thread of the loop, or null before its first tick. Any thread may ask. */
    public @Nullable Thread thread() {
        return thread;
    }

    /** The longest that anything due had to wait lately, in nanoseconds. */
    public long lagNanos() {
        return lag.nanos(ticker.nanoTime());
    }

    /** Whether the calling thread is this loop's. */
    public boolean isCurrent() {
        return eventLoop.inEventLoop();
    }

    /** Runs {@code action} on this loop: now if the caller is on it, else in a turn to come. For what is told by a future. */
    public void run(Runnable action) {
        if (eventLoop.inEventLoop()) {
            action.run();
        } else {
            eventLoop.execute(action);
        }
    }

    /** The number of the loop, from 0. */
    public int index() {
        return index;
    }

    /** The event loop. */
    public EventLoop eventLoop() {
        return eventLoop;
    }

    /** How much its connections may hold. */
    public Room room() {
        return room;
    }

    /** Sets how much its connections may hold; to be called before there are any. */
    public void setRoom(Room room) {
        this.room = room;
    }

    /** Nanoseconds of a monotonic clock. */
    public long nanoTime() {
        lastNanos = ticker.nanoTime();
        return lastNanos;
    }

    /** Runs {@code action} in a turn to come. What it throws is told to the handlers of {@code channel}, as if one of them had thrown it. */
    public void runLater(Channel channel, Runnable action) {
        eventLoop.execute(contained(channel, action));
    }

    /** The same for what takes long: a turn does a few milliseconds of that, and the rest waits; clients take turns. */
    public void runAtLength(Channel channel, ClientKey client, Runnable action) {
        assert isCurrent();
        longWork.add(client, contained(channel, action));
    }

    private static Runnable contained(Channel channel, Runnable action) {
        return () -> {
            try {
                action.run();
            } catch (Throwable thrown) {
                channel.pipeline().fireExceptionCaught(thrown);
            }
        };
    }

    /** {@link #nanoTime()} when it was last read, at most a tick of 100 ms ago. */
    public long roughNanoTime() {
        stir();
        return lastNanos;
    }

    /** Nanoseconds of the clock that deadlines go by: {@link #nanoTime()} but for what the loop itself was late. */
    public long deadlineNanoTime() {
        return peersTime.at(nanoTime());
    }

    /** Sets {@code deadline} to {@code nanos} from now, replacing the moment it had. */
    public void set(Deadline deadline, long nanos) {
        assert isCurrent();
        stir();
        deadlines.set(deadline, deadlineNanoTime() + nanos);
    }

    /** As {@link #set}, but without a look at the clock: the deadline may fire up to 100 ms early. For what is set with every request. */
    public void setRoughly(Deadline deadline, long nanos) {
        assert isCurrent();
        stir();
        deadlines.set(deadline, peersTime.at(lastNanos) + nanos);
    }

    /** Flushes {@code channel} once at the end of this turn, however often it is asked for. */
    public void flushLater(Channel channel) {
        assert isCurrent();
        int size = unflushed.size();
        if (size == 0) {
            // First, so that nothing waits here for a task that could not be had.
            eventLoop.execute(flushAll);
        } else if (unflushed.get(size - 1) == channel) {
            return;
        }
        unflushed.add(channel);
    }

    private void flushAll() {
        // A flush may fail its channel, whose end may ask for further flushes: those belong to the next turn.
        List<Channel> now = unflushed;
        unflushed = spare == null ? new ArrayList<>() : spare;
        spare = null;
        for (int i = 0; i < now.size(); i++) {
            flush(now.get(i));
        }
        now.clear();
        spare = now;
    }

    /** One that fails must not keep the others from being flushed. */
    private static void flush(Channel channel) {
        try {
            channel.flush();
        } catch (Throwable thrown) {
            Survived.tell(log, thrown, "a connection could not be flushed; it is closed, the others go on");
            var _ = channel.close();
        }
    }

    /** Seconds since the epoch by the wall clock, at most 100 ms ago. */
    public long epochSecond() {
        stir();
        return tickSecond;
    }

    /** Milliseconds since the epoch by the wall clock at a moment not long ago, given in {@link #nanoTime()}. */
    public long epochMillis(long nanoTime) {
        stir();
        return tickMillis + (nanoTime - tickNanos) / 1_000_000;
    }

    /** The value of a Date field for this second (RFC 9110 5.6.7). Shared, never to be changed. */
    public byte[] date() {
        stir();
        if (tickSecond != dateSecond) {
            dateSecond = tickSecond;
            date = IMF_FIXDATE.format(Instant.ofEpochSecond(tickSecond)).getBytes(StandardCharsets.US_ASCII);
        }
        return date;
    }
}
