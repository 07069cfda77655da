package frontdoor.log;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The one who tells, in the log itself, what the log is without. */
final class LinesLost implements OutputFate {
    /** Whoever could read of it does not read. */
    @Override
    public void onFailing(@Nullable Throwable cause) {}

    @Override
    public void onAgain(long lost) {
        // Not a field: this is made while the first logger is.
        Logger log = LoggerFactory.getLogger(LinesLost.class);
        log.atWarn().addKeyValue("lines", lost).log("lines of this log are lost, since nobody read it");
    }
}
