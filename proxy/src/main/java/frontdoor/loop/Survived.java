package frontdoor.loop;

import org.slf4j.Logger;

/**
 * The telling of what was caught so that an event loop goes on. It throws nothing itself: without memory for a line, going on matters more
 * than saying so.
 */
public final class Survived {
    private Survived() {}

    /** Logs {@code thrown} as an error, if that can be done; {@code sentence} says what goes on. */
    public static void tell(Logger log, Throwable thrown, String sentence) {
        try {
            log.atError().setCause(thrown).log(sentence);
        } catch (Throwable untold) {
            return;
        }
    }
}
