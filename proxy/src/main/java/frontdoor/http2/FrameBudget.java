package frontdoor.http2;

import frontdoor.loop.Loop;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Exception;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;

/**
 * How many frames that bring nothing a client may send (RFC 9113 10.5): each kind has its allowance per half minute, and who exceeds one
 * is told to be calm.
 *
 * <p>Allowances count frames, not what they cost: whatever a kind provokes (answers, resets, backend work) is bounded with it.
 *
 * <h2>Threads</h2>
 *
 * Confined to the event loop of its connection.
 */
@SuppressWarnings("EnumOrdinal") // The ordinals never leave the memory of one process.
final class FrameBudget {
    /** A kind of frame that is counted. */
    enum Kind {
        /** RST_STREAM from the client: Rapid Reset, CVE-2023-44487. */
        CLIENT_RESET(200),
        /** Frames that made us reset a stream: MadeYouReset, CVE-2025-8671. */
        PROVOKED_RESET(200),
        /** PING, which must be answered. */
        PING(100),
        /** SETTINGS, which must be answered. */
        SETTINGS(100),
        /** Streams beyond those that may be open, from a client that cannot know yet how many may. */
        UNTOLD_STREAM(10_000),
        /** What comes of streams that this side has ended: a client stops once it knows. */
        LATE(1000),
        /** The same, of tiny pieces of bodies. */
        LATE_TINY_DATA(1000),
        /** Everything else that brings nothing: priorities, unknown frames, tiny DATA, resets of what is over, windows opened needlessly. */
        CHATTER(1000);

        private final int allowance;

        Kind(int allowance) {
            this.allowance = allowance;
        }
    }

    /** What may be under way of one stream: its trailers, a reset, and what opens windows. */
    private static final int LATE_OF_A_STREAM = 4;

    private static final int LATE_OF_ALL = 16 * 1024;
    /** Of a body as much as its window lets pass, in the smallest pieces that are not tiny; all bodies share a window. */
    private static final int TINY_OF_A_STREAM = Http2Setup.STREAM_WINDOW / BudgetedFrameReader.TINY_DATA;

    private static final int TINY_OF_ALL = Http2Streams.CONNECTION_WINDOW / BudgetedFrameReader.TINY_DATA;
    private static final long WINDOW_NANOS = TimeUnit.SECONDS.toNanos(30);
    private static final int KINDS = Kind.values().length;

    private final Loop loop;
    private final int[] spent = new int[KINDS];
    private long windowStart;

    FrameBudget(Loop loop) {
        this.loop = loop;
        this.windowStart = loop.nanoTime();
    }

    /** Counts one frame of a kind. */
    void spend(Kind kind) throws Http2Exception {
        if (++spent[kind.ordinal()] <= kind.allowance) {
            return;
        }
        long now = loop.nanoTime();
        if (now - windowStart < WINDOW_NANOS) {
            throw Http2Exception.connectionError(Http2Error.ENHANCE_YOUR_CALM, "too many frames: %s", kind);
        }
        windowStart = now;
        Arrays.fill(spent, 0);
    }

    /** Takes back some chatter, for frames that brought something. */
    void earn(int frames) {
        takeBack(Kind.CHATTER, frames, 0);
    }

    /** This side has ended a stream whose frames may be under way: those do not count. */
    void onStreamEnded() {
        takeBack(Kind.LATE, LATE_OF_A_STREAM, LATE_OF_ALL);
        takeBack(Kind.LATE_TINY_DATA, TINY_OF_A_STREAM, TINY_OF_ALL);
    }

    private void takeBack(Kind kind, int frames, int ahead) {
        int of = kind.ordinal();
        spent[of] = Math.max(-ahead, spent[of] - frames);
    }
}
