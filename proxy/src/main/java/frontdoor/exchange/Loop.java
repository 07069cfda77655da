package frontdoor.exchange;

import frontdoor.http.Octets;
import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Ticker;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * One event loop and what is kept once per loop: its clock, its deadlines, the Date of this second, and the channels to be flushed at
 * the end of this turn.
 *
 * <h2>Threads</h2>
 *
 * Every method is called on the event loop, except {@link #start()}, {@link #index()} and {@link #eventLoop()}.
 */
public final class Loop {
    private static final DateTimeFormatter IMF_FIXDATE = DateTimeFormatter.ofPattern(
                    "EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private final int index;
    private final EventLoop eventLoop;
    private final Ticker ticker;
    private final InstantSource wall;
    private final DeadlineWheel deadlines;
    private final List<Channel> unflushed = new ArrayList<>();
    private final Runnable flushAll = this::flushAll;
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
        this.deadlines = new DeadlineWheel(lastNanos);
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
        var _ = eventLoop.scheduleAtFixedRate(
                this::tick, DeadlineWheel.TICK_NANOS, DeadlineWheel.TICK_NANOS, TimeUnit.NANOSECONDS);
    }

    /** Reads the clocks and fires the deadlines that are due. */
    public void tick() {
        readClocks();
        deadlines.advance(lastNanos);
    }

    /** The number of the loop, from 0. */
    public int index() {
        return index;
    }

    /** The event loop. */
    public EventLoop eventLoop() {
        return eventLoop;
    }

    /** Nanoseconds of a monotonic clock. */
    public long nanoTime() {
        lastNanos = ticker.nanoTime();
        return lastNanos;
    }

    /** Sets {@code deadline} to {@code nanos} from now, replacing the moment it had. */
    public void set(Deadline deadline, long nanos) {
        deadlines.set(deadline, nanoTime() + nanos);
    }

    /** As {@link #set}, but without a look at the clock: the deadline may fire up to 100 ms early. For what is set with every request. */
    public void setRoughly(Deadline deadline, long nanos) {
        deadlines.set(deadline, lastNanos + nanos);
    }

    /** Flushes {@code channel} once at the end of this turn, however often it is asked for. */
    public void flushLater(Channel channel) {
        int size = unflushed.size();
        if (size > 0 && unflushed.get(size - 1) == channel) {
            return;
        }
        unflushed.add(channel);
        if (size == 0) {
            eventLoop.execute(flushAll);
        }
    }

    private void flushAll() {
        // A flush may fail its channel, whose end may ask for further flushes: those belong to the next turn.
        Channel[] channels = unflushed.toArray(Channel[]::new);
        unflushed.clear();
        for (Channel channel : channels) {
            channel.flush();
        }
    }

    /** Seconds since the epoch by the wall clock, at most 100 ms ago. */
    public long epochSecond() {
        return tickSecond;
    }

    /** Milliseconds since the epoch by the wall clock at a moment not long ago, given in {@link #nanoTime()}. */
    public long epochMillis(long nanoTime) {
        return tickMillis + (nanoTime - tickNanos) / 1_000_000;
    }

    /** The value of a Date field for this second (RFC 9110 5.6.7). Shared, never to be changed. */
    public byte[] date() {
        if (tickSecond != dateSecond) {
            dateSecond = tickSecond;
            date = Octets.of(IMF_FIXDATE.format(Instant.ofEpochSecond(tickSecond)));
        }
        return date;
    }
}
