package frontdoor.upstream;

import static frontdoor.fixture.Http2Frames.DATA;
import static frontdoor.fixture.Http2Frames.END_STREAM;
import static frontdoor.fixture.Http2Frames.GOAWAY;
import static frontdoor.fixture.Http2Frames.RST_STREAM;
import static frontdoor.fixture.Http2Frames.data;
import static frontdoor.fixture.Http2Frames.frame;
import static frontdoor.fixture.Http2Frames.headers;
import static frontdoor.fixture.Http2Frames.ints;
import static frontdoor.fixture.Http2Frames.setting;

import frontdoor.fixture.Http2Backend;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** A server of HTTP/2 that does what a server should not, now and then, as its seed says; most of the time it answers. */
final class ChaoticBackend implements Http2Backend.Script {
    private static final int MAX_CONCURRENT_STREAMS = 3;
    private static final int INTERNAL_ERROR = 2;
    private static final int REFUSED_STREAM = 7;
    private static final int CANCEL = 8;
    private static final int[] STREAMS = {1, 2, 10, 100};

    private final Random seeds;

    ChaoticBackend(long seed) {
        this.seeds = new Random(seed);
    }

    @Override
    public void serve(Http2Backend.Connection connection) throws IOException {
        Random random = new Random(nextSeed());
        int start = random.nextInt(20);
        if (start == 0) {
            return;
        }
        if (start == 1) {
            // A preface that takes its time.
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
        }
        int streams = STREAMS[random.nextInt(STREAMS.length)];
        connection.send(setting(MAX_CONCURRENT_STREAMS, streams));
        Deque<Integer> unanswered = new ArrayDeque<>();
        while (true) {
            Http2Backend.Frame read = connection.readFrame();
            if (read.end()) {
                unanswered.add(read.stream());
                if (!act(connection, random, unanswered, streams)) {
                    return;
                }
            }
        }
    }

    private synchronized long nextSeed() {
        return seeds.nextLong();
    }

    /** Returns whether the connection goes on. */
    private static boolean act(
            Http2Backend.Connection connection, Random random, Deque<Integer> unanswered, int streams)
            throws IOException {
        int stream = unanswered.getLast();
        switch (random.nextInt(20)) {
            case 0 -> {
                unanswered.removeLast();
                connection.send(reset(stream, REFUSED_STREAM));
            }
            case 1 -> {
                unanswered.removeLast();
                connection.send(reset(stream, random.nextBoolean() ? INTERNAL_ERROR : CANCEL));
            }
            case 2 -> {
                unanswered.removeLast();
                connection.send(headers(stream, 0, ":status", "200"), data(stream, 10, false), reset(stream, CANCEL));
            }
            case 3 -> {
                connection.send(goAway(random.nextBoolean() ? stream : Math.max(0, stream - 4)));
                if (random.nextBoolean()) {
                    return false;
                }
                answerAll(connection, random, unanswered);
            }
            case 4 -> {
                return false;
            }
            case 5 -> {
                connection.send(setting(MAX_CONCURRENT_STREAMS, 0), setting(MAX_CONCURRENT_STREAMS, streams));
                answerAll(connection, random, unanswered);
            }
            case 6 -> {
                connection.send(setting(MAX_CONCURRENT_STREAMS, 0));
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(2));
                answerAll(connection, random, unanswered);
                connection.send(setting(MAX_CONCURRENT_STREAMS, streams));
            }
            case 7 -> {
                if (streams <= 2) {
                    answerAll(connection, random, unanswered);
                }
                // Else left for later, or for ever.
            }
            case 8 -> {
                connection.send(frame(DATA, 0, stream + 1_000, new byte[1]));
            }
            default -> answerAll(connection, random, unanswered);
        }
        return true;
    }

    private static void answerAll(Http2Backend.Connection connection, Random random, Deque<Integer> unanswered)
            throws IOException {
        Integer stream;
        while ((stream = unanswered.poll()) != null) {
            if (random.nextBoolean()) {
                connection.send(headers(stream, END_STREAM, ":status", "204"));
            } else {
                connection.send(headers(stream, 0, ":status", "200"), data(stream, random.nextInt(5_000), true));
            }
        }
    }

    private static byte[] reset(int stream, int code) {
        return frame(RST_STREAM, 0, stream, ints(code));
    }

    private static byte[] goAway(int last) {
        byte[] payload = new byte[8];
        System.arraycopy(ints(last), 0, payload, 0, 4);
        return frame(GOAWAY, 0, 0, payload);
    }
}
