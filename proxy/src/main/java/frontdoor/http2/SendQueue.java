package frontdoor.http2;

import frontdoor.loop.Deadline;
import io.netty.buffer.ByteBuf;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * The body of one response on its way to the client: what is waiting, and how much of it the client's window lets through.
 *
 * <h2>Buffers</h2>
 *
 * Owns what was added until it is taken or {@link #discard() discarded}.
 *
 * <h2>Backpressure</h2>
 *
 * {@link #isFull()} from {@link #HIGH_OCTETS} waiting octets on, until no more than half of that is left; where the connection, or the event
 * loop, holds too many, from the first octet to the last.
 *
 * <h2>Threads</h2>
 *
 * Confined to the event loop of its connection.
 */
final class SendQueue extends Deadline {
    static final int HIGH_OCTETS = 64 * 1024;

    private static final int LOW_OCTETS = HIGH_OCTETS / 2;
    /** A client that takes less than this in the time of a stall is not reading but holding on. */
    private static final int LEAST_PROGRESS = 1024;

    private final Http2Streams home;
    private final Http2ClientStream stream;
    private final ArrayDeque<ByteBuf> waiting = new ArrayDeque<>(4);
    private int octets;
    private int window;
    private boolean ended;
    private @Nullable ByteBuf trailers;
    private boolean full;
    private boolean scheduled;
    /** What was taken in this period of the watch. */
    private long progress;
    /** Whether a turn was missing in this period, and not only a window. */
    private boolean waited;

    private long leftBefore;

    SendQueue(Http2Streams home, Http2ClientStream stream, int window) {
        this.home = home;
        this.stream = stream;
        this.window = window;
    }

    Http2ClientStream stream() {
        return stream;
    }

    /** Takes ownership of {@code data}. */
    void add(ByteBuf data) {
        waiting.addLast(data);
        int added = data.readableBytes();
        octets += added;
        home.onHeld(added);
        if (octets >= HIGH_OCTETS || home.isTight()) {
            full = true;
        }
    }

    /** Nothing will be added any more. */
    void end() {
        ended = true;
    }

    /** The same, with a block of trailers as the end. Takes ownership of {@code block}. */
    void end(ByteBuf block) {
        ended = true;
        trailers = block;
    }

    /** Takes the block of trailers, or null: there is none. The caller owns it. */
    @Nullable
    ByteBuf takeTrailers() {
        ByteBuf taken = trailers;
        trailers = null;
        return taken;
    }

    int octets() {
        return octets;
    }

    boolean isFull() {
        return full;
    }

    boolean isEnded() {
        return ended;
    }

    /** Octets that the stream's window lets through now; the end alone needs no window. */
    int sendable() {
        return Math.min(octets, Math.max(window, 0));
    }

    /** Whether something could be sent if the connection let it. */
    boolean isReady() {
        return sendable() > 0 || ended && octets == 0;
    }

    int window() {
        return window;
    }

    void changeWindow(int delta) {
        window += delta;
    }

    boolean isScheduled() {
        return scheduled;
    }

    void setScheduled(boolean scheduled) {
        this.scheduled = scheduled;
    }

    /** Takes up to {@code max} octets of the first buffer; the caller owns them. */
    ByteBuf take(int max) {
        ByteBuf first = waiting.getFirst();
        int readable = first.readableBytes();
        if (readable <= max) {
            waiting.removeFirst();
            onTaken(readable);
            return first;
        }
        onTaken(max);
        return first.readRetainedSlice(max);
    }

    private void onTaken(int taken) {
        octets -= taken;
        home.onHeld(-taken);
        window -= taken;
        progress += octets == 0 ? LEAST_PROGRESS : taken;
    }

    /** Whether the queue has just become writable again. */
    boolean toWritable() {
        if (full && octets <= (home.isTight() ? 0 : LOW_OCTETS)) {
            full = false;
            return true;
        }
        return false;
    }

    /** A period of the watch begins, when {@code left} octets of all responses have left the connection. */
    void beginPeriod(long left) {
        progress = 0;
        waited = false;
        leftBefore = left;
    }

    /** What had left the connection when the period began. */
    long leftBefore() {
        return leftBefore;
    }

    /** Its window is open, but other streams, the connection's window or the channel make it wait. */
    void onNoTurn() {
        waited = true;
    }

    /** Whether enough went out in this period. */
    boolean hasProgressed() {
        return progress >= LEAST_PROGRESS;
    }

    /** Whether it had to wait for a turn in this period: then its window was not shut for all of it. */
    boolean hasWaited() {
        return waited || isReady();
    }

    /** Releases what is waiting and ends the watch. */
    void discard() {
        withdraw();
        home.onHeld(-octets);
        octets = 0;
        ByteBuf data;
        while ((data = waiting.pollFirst()) != null) {
            data.release();
        }
        ByteBuf block = takeTrailers();
        if (block != null) {
            block.release();
        }
    }

    @Override
    protected void onExpired() {
        stream.onStallCheck();
    }
}
