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
        this.deadlines = new DeadlineWheel(ticker.nanoTime());
    }

    /** Starts the clock of the deadlines; it runs until the event loop ends. */
    public void start() {
        var _ = eventLoop.scheduleAtFixedRate(
                this::tick, DeadlineWheel.TICK_NANOS, DeadlineWheel.TICK_NANOS, TimeUnit.NANOSECONDS);
    }

    /** Fires the deadlines that are due by the loop's clock. */
    public void tick() {
        deadlines.advance(ticker.nanoTime());
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
        return ticker.nanoTime();
    }

    /** Sets {@code deadline} to {@code nanos} from now, replacing the moment it had. */
    public void set(Deadline deadline, long nanos) {
        deadlines.set(deadline, ticker.nanoTime() + nanos);
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

    /** Seconds since the epoch by the wall clock. */
    public long epochSecond() {
        return wall.millis() / 1000;
    }

    /** The value of a Date field for this second (RFC 9110 5.6.7). Shared, never to be changed. */
    public byte[] date() {
        long second = epochSecond();
        if (second != dateSecond) {
            dateSecond = second;
            date = Octets.of(IMF_FIXDATE.format(Instant.ofEpochSecond(second)));
        }
        return date;
    }
}
