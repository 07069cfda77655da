package frontdoor.log;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * The process's stderr: the log, and what is told to people. Whoever reads it may stop reading, and nobody here waits for him.
 *
 * <p>Static, since a process has one.
 *
 * <h2>Threads</h2>
 *
 * Any.
 */
public final class Stderr {
    private static final int LINES = 4096;
    private static final long OCTETS = 1024 * 1024;
    /** How long a command that has much to tell waits for a slow reader. */
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private static volatile boolean begun;

    private Stderr() {}

    /** Made, with its thread, when something is first written: most commands never do. */
    private static final class Lines {
        private static final LineWriter WRITER = start();

        private static LineWriter start() {
            LineWriter writer = new LineWriter("frontdoor-log", new StderrOutput(), LINES, OCTETS, new LinesLost());
            writer.start();
            begun = true;
            return writer;
        }
    }

    /** Queues {@code line}, which ends in a line feed, without ever waiting. Takes ownership of it. */
    static void offer(byte[] line) {
        Lines.WRITER.offer(line);
    }

    /** From now on {@link System#err} goes through the queue too: stack traces of threads that end, warnings of the JDK. */
    public static void takeSystemErr() {
        System.setErr(new PrintStream(new LineStream(Lines.WRITER::offer), false, StandardCharsets.UTF_8));
    }

    /** For what a command tells people; it waits two seconds for a reader that has stopped, once. */
    public static PrintWriter writer() {
        return new PrintWriter(
                new LineStream(line -> Lines.WRITER.offerPatiently(line, PATIENCE)), true, StandardCharsets.UTF_8);
    }

    /**
     * Writes what is queued, for at most {@code atMost}: to be called before the process ends, in whichever way. Blocks.
     *
     * @return whether all is written
     */
    public static boolean flush(Duration atMost) {
        return !begun || Lines.WRITER.flush(atMost);
    }

    /** Lines that were lost since the start. */
    public static long dropped() {
        return begun ? Lines.WRITER.dropped() : 0;
    }
}
