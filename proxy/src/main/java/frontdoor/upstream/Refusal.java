package frontdoor.upstream;

import frontdoor.exchange.ResponseEvents;
import frontdoor.http.Failure;
import frontdoor.loop.Survived;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The failure of a request that is not to get a stream, until it hears of it: given up by then, it never does.
 *
 * <h2>Threads</h2>
 *
 * Confined to the event loop of the exchange.
 */
final class Refusal implements Opening, Runnable {
    private static final Logger log = LoggerFactory.getLogger(Refusal.class);

    private final ResponseEvents events;
    private final Failure failure;
    private boolean cancelled;

    Refusal(ResponseEvents events, Failure failure) {
        this.events = events;
        this.failure = failure;
    }

    @Override
    public void cancel() {
        cancelled = true;
    }

    /** Tells it. One that breaks down over it is no harm to others. */
    @Override
    public void run() {
        if (!cancelled) {
            try {
                events.onUpstreamFailure(failure);
            } catch (Throwable thrown) {
                Survived.tell(log, thrown, "a request that got no stream could not be told so");
            }
        }
    }
}
