package frontdoor.serve;

import frontdoor.discovery.Discovery;
import frontdoor.exchange.ExchangeListener;
import frontdoor.exchange.ExchangeRecord;
import frontdoor.observe.AccessLog;
import frontdoor.observe.Metrics;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The list of those who hear of every exchange: metrics, discovery and, where there is one, the access log.
 *
 * <h2>Threads</h2>
 *
 * Any event loop.
 */
final class Observers implements ExchangeListener {
    private final Metrics metrics;
    private final Discovery discovery;
    /** A person's at the terminal, which joins last. */
    private final @Nullable AccessLog shown;

    private volatile List<ExchangeListener> listeners;

    private Observers(Metrics metrics, Discovery discovery, @Nullable AccessLog shown) {
        this.metrics = metrics;
        this.discovery = discovery;
        this.shown = shown;
        this.listeners = List.of(metrics, discovery);
    }

    /** Begins to observe on {@code loops} event loops; what has to be closed is kept in {@code opened}. */
    static Observers open(Start start, int loops, InstantSource clock, Opened opened) {
        Metrics metrics = new Metrics(loops);
        Discovery discovery = opened.keep(Discovery.open(loops, clock));
        AccessLog accessLog = openAccessLog(start, loops);
        if (accessLog != null) {
            ProcessMetrics.accessLog(metrics, opened.keep(accessLog));
        }
        Observers observers = new Observers(metrics, discovery, start.showsRequests() ? accessLog : null);
        if (accessLog != null && !start.showsRequests()) {
            observers.add(accessLog);
        }
        return observers;
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
        if (shown != null) {
            add(shown);
        }
    }

    private void add(ExchangeListener listener) {
        List<ExchangeListener> more = new ArrayList<>(listeners);
        more.add(listener);
        listeners = List.copyOf(more);
    }

    @Override
    public void exchangeStarted() {
        metrics.exchangeStarted();
    }

    @Override
    public void exchangeEnded(ExchangeRecord exchange) {
        List<ExchangeListener> hearing = listeners;
        // Without an iterator: this is the path of every exchange.
        for (int i = 0; i < hearing.size(); i++) {
            hearing.get(i).exchangeEnded(exchange);
        }
    }
}
