package frontdoor.compress;

import frontdoor.report.Cause;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The native library that a content coding needs, which is told once where it is not to be had: its coding is left out then. */
final class CodingLibrary {
    private static final Logger log = LoggerFactory.getLogger(CodingLibrary.class);

    private final String coding;
    private final Supplier<@Nullable Throwable> fault;
    private final AtomicBoolean told = new AtomicBoolean();

    /**
     * The library for {@code coding}.
     *
     * @param fault loads it; what keeps it from being there, or null
     */
    CodingLibrary(String coding, Supplier<@Nullable Throwable> fault) {
        this.coding = coding;
        this.fault = fault;
    }

    /** Whether it is there. May read it from disk. */
    boolean isThere() {
        Throwable why = fault.get();
        if (why != null && told.compareAndSet(false, true)) {
            log.atWarn()
                    .addKeyValue("coding", coding)
                    .addKeyValue("cause", Cause.inWords(why))
                    .log("answers are not compressed in this coding, its native library cannot be loaded");
        }
        return why == null;
    }
}
