package frontdoor.serve;

import frontdoor.discovery.Discovery;
import frontdoor.exchange.ExchangeListener;
import frontdoor.exchange.ExchangeRecord;
import frontdoor.observe.AccessLog;
import frontdoor.observe.Metrics;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/**
 * Those who hear of every exchange: metrics, discovery and, where there is one, the access log.
 *
 * <h2>Threads</h2>
 *
 * Any event loop.
 */
final class Observers implements ExchangeListener {
    private final Metrics metrics;
    private final Discovery discovery;
    private final @Nullable AccessLog accessLog;
    /** Whether the access log hears of exchanges yet. */
    private volatile boolean showing;

    private Observers(Metrics metrics, Discovery discovery, @Nullable AccessLog accessLog, boolean showing) {
        this.metrics = metrics;
        this.discovery = discovery;
        this.accessLog = accessLog;
        this.showing = showing;
    }

    /** Begins to observe on {@code loops} event loops; what has to be closed is kept in {@code opened}. */
    static Observers open(Start start, int loops, InstantSource clock, Opened opened) {
        Metrics metrics = new Metrics(loops);
        Discovery discovery = opened.keep(Discovery.open(loops, clock));
        AccessLog accessLog = openAccessLog(start, loops);
        if (accessLog != null) {
            ProcessMetrics.accessLog(metrics, opened.keep(accessLog));
        }
        return new Observers(metrics, discovery, accessLog, !start.showsRequests());
    }

    private static @Nullable AccessLog openAccessLog(Start start, int loops) {
        if (start.showsRequests()) {
            return AccessLog.toTerminal(loops);
        }
        return start.config().accessLog().enabled()
                ? AccessLog.open(start.config().accessLog(), loops)
                : null;
    }

    Metrics metrics() {
        return metrics;
    }

    Discovery discovery() {
        return discovery;
    }

    /** From now on a person at the terminal sees the requests: not before that person was told where to visit. */
    void showRequests() {
        showing = true;
    }

    @Override
    public void exchangeEnded(ExchangeRecord exchange) {
        metrics.exchangeEnded(exchange);
        discovery.exchangeEnded(exchange);
        if (accessLog != null && showing) {
            accessLog.exchangeEnded(exchange);
        }
    }
}
