package frontdoor.serve;

import java.util.ArrayDeque;
import java.util.Deque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The parts of a front door that were opened so far.
 *
 * <h2>Closing</h2>
 *
 * The last one opened is closed first. One that cannot be closed does not keep the others from it.
 */
final class Opened implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Opened.class);

    private final Deque<AutoCloseable> parts = new ArrayDeque<>();

    /** Closes {@code part} with the others, and returns it. */
    <T extends AutoCloseable> T keep(T part) {
        parts.push(part);
        return part;
    }

    @Override
    public void close() {
        while (!parts.isEmpty()) {
            AutoCloseable part = parts.pop();
            try {
                part.close();
            } catch (Exception failed) {
                log.atWarn().addKeyValue("resource", part).setCause(failed).log("could not be closed");
            }
        }
    }
}
