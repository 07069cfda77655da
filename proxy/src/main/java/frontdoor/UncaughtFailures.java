package frontdoor;

import java.lang.Thread.UncaughtExceptionHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The last to hear of what a thread threw and nobody caught: one line of the log, instead of the JVM's stack trace beside it. */
final class UncaughtFailures implements UncaughtExceptionHandler {
    private UncaughtFailures() {}

    /** Hears of every thread from now on. */
    static void handle() {
        Thread.setDefaultUncaughtExceptionHandler(new UncaughtFailures());
    }

    @Override
    public void uncaughtException(Thread thread, Throwable thrown) {
        // Not a field: a command decides on the level of the log before the first logger is made.
        Logger log = LoggerFactory.getLogger(UncaughtFailures.class);
        log.atError()
                .addKeyValue("ended", thread.getName())
                .setCause(thrown)
                .log("a thread has ended by what nobody caught");
    }
}
