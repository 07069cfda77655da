package frontdoor.groups;

import java.util.concurrent.atomic.LongAdder;

/**
 * The counts of what a group has asked of one server, since the start.
 *
 * <h2>Threads</h2>
 *
 * Any thread.
 */
final class ServerTally {
    private static final double NANOS_PER_SECOND = 1e9;

    private final LongAdder answers = new LongAdder();
    private final LongAdder nanos = new LongAdder();
    private final LongAdder failures = new LongAdder();

    /** The head of an answer has come, this long after the server was turned to. */
    void onAnswered(long afterNanos) {
        answers.increment();
        nanos.add(afterNanos);
    }

    /** It could not be asked, has not answered, or has answered that it cannot (502, 503, 504). */
    void onFailure() {
        failures.increment();
    }

    long answers() {
        return answers.sum();
    }

    /** What all answers together were waited for. */
    double answerSeconds() {
        return nanos.sum() / NANOS_PER_SECOND;
    }

    long failures() {
        return failures.sum();
    }
}
