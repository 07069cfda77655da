package frontdoor.observe;

import frontdoor.log.OutputFate;
import frontdoor.report.Cause;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The one who tells, in the log, how the access log fares. */
final class AccessLogFate implements OutputFate {
    private static final Logger log = LoggerFactory.getLogger(AccessLogFate.class);

    @Override
    public void onFailing(@Nullable Throwable cause) {
        log.atError()
                .addKeyValue("reason", cause == null ? "nobody takes what is written" : Cause.inWords(cause))
                .log("the access log cannot be written; lines are dropped until it can");
    }

    @Override
    public void onAgain(long lost) {
        log.atInfo().addKeyValue("lost", lost).log("the access log is written again");
    }
}
