package frontdoor.observe;

import frontdoor.exchange.ExchangeListener;
import frontdoor.exchange.ExchangeRecord;
import frontdoor.tally.DurationTally;
import io.prometheus.metrics.core.metrics.CounterWithCallback;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.instrumentation.jvm.JvmGarbageCollectorMetrics;
import io.prometheus.metrics.instrumentation.jvm.JvmMemoryMetrics;
import io.prometheus.metrics.instrumentation.jvm.JvmRuntimeInfoMetric;
import io.prometheus.metrics.instrumentation.jvm.JvmThreadsMetrics;
import io.prometheus.metrics.instrumentation.jvm.ProcessMetrics;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.Labels;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * All metrics of the process. Exchanges are counted here, per loop and site; what other floors count or know they register, and it is
 * asked for at each scrape.
 *
 * <p>Names start with {@code frontdoor_}, those of the process and its Java with {@code process_} and {@code jvm_}. The site label takes the configured names only, and {@code ""} for requests that belong to none.
 *
 * <h2>Threads</h2>
 *
 * {@link #exchangeStarted} and {@link #exchangeEnded} on the exchange's loop; registration and scrapes on any thread.
 */
public final class Metrics implements ExchangeListener {
    /** The media type of {@link #scrape()}. */
    public static final String CONTENT_TYPE = PrometheusTextFormatWriter.CONTENT_TYPE;

    private static final String NO_SITE = "";

    private final PrometheusRegistry registry = new PrometheusRegistry();
    private final PrometheusTextFormatWriter text = PrometheusTextFormatWriter.create();
    private final List<Map<String, SiteTally>> talliesByLoop;
    private final LongAdder inFlight = new LongAdder();
    private final AtomicBoolean javaShown = new AtomicBoolean();

    /** Nothing counted yet, for exchanges of {@code loops} event loops. */
    public Metrics(int loops) {
        talliesByLoop = IntStream.range(0, loops)
                .<Map<String, SiteTally>>mapToObj(_ -> new ConcurrentHashMap<>())
                .toList();
        ExchangeMetrics.register(registry, talliesByLoop);
        gauge(
                "frontdoor_requests_in_flight",
                "Requests that have begun and not ended, tunnels and websockets among them.",
                inFlight::sum);
    }

    @Override
    public void exchangeStarted() {
        inFlight.increment();
    }

    @Override
    public void exchangeEnded(ExchangeRecord exchange) {
        String site = siteOf(exchange.site());
        Map<String, SiteTally> tallies =
                talliesByLoop.get(exchange.connection().loop().index());
        SiteTally tally = tallies.get(site);
        if (tally == null) {
            tally = new SiteTally();
            tallies.put(site, tally);
        }
        tally.count(exchange);
        inFlight.decrement();
    }

    private static String siteOf(@Nullable String site) {
        return site == null ? NO_SITE : site;
    }

    /** Shows a value that goes up and down under {@code name}. */
    public void gauge(String name, String help, DoubleSupplier value) {
        GaugeWithCallback.builder()
                .name(name)
                .help(help)
                .callback(callback -> callback.call(value.getAsDouble()))
                .register(registry);
    }

    /** Shows one value for each value of {@code label} under {@code name}. */
    public void gauges(String name, String help, String label, Supplier<Map<String, Double>> values) {
        GaugeWithCallback.builder()
                .name(name)
                .help(help)
                .labelNames(label)
                .callback(callback -> values.get().forEach((of, value) -> callback.call(value, of)))
                .register(registry);
    }

    /** Shows one value for each combination of values of {@code labels} under {@code name}. */
    public void gauges(String name, String help, List<String> labels, Supplier<Map<List<String>, Double>> values) {
        GaugeWithCallback.builder()
                .name(name)
                .help(help)
                .labelNames(labels.toArray(String[]::new))
                .callback(callback ->
                        values.get().forEach((of, value) -> callback.call(value, of.toArray(String[]::new))))
                .register(registry);
    }

    /** Shows one count for each combination of values of {@code labels} under {@code name}, which must end in {@code _total}. */
    public void counters(String name, String help, List<String> labels, Supplier<Map<List<String>, Double>> counts) {
        CounterWithCallback.builder()
                .name(name)
                .help(help)
                .labelNames(labels.toArray(String[]::new))
                .callback(callback ->
                        counts.get().forEach((of, count) -> callback.call(count, of.toArray(String[]::new))))
                .register(registry);
    }

    /** Shows what the loops have measured, one tally each, as a histogram under {@code name}, which must end in {@code _seconds}. */
    public void durations(String name, String help, List<DurationTally> tallies) {
        Durations.register(
                registry, name, help, histogram -> histogram.dataPoint(Durations.sum(Labels.EMPTY, tallies)));
    }

    /** Shows a count that only grows under {@code name}, which must end in {@code _total}. */
    public void counter(String name, String help, DoubleSupplier count) {
        CounterWithCallback.builder()
                .name(name)
                .help(help)
                .callback(callback -> callback.call(count.getAsDouble()))
                .register(registry);
    }

    /** Shows one count for each value of {@code label} under {@code name}, which must end in {@code _total}. */
    public void counters(String name, String help, String label, Supplier<Map<String, Double>> counts) {
        CounterWithCallback.builder()
                .name(name)
                .help(help)
                .labelNames(label)
                .callback(callback -> counts.get().forEach((of, count) -> callback.call(count, of)))
                .register(registry);
    }

    /** At the first scrape: the JDK takes a while to bring up what tells these, and a start has no time for it. */
    private void showJava() {
        if (javaShown.compareAndSet(false, true)) {
            ProcessMetrics.builder().register(registry);
            JvmRuntimeInfoMetric.builder().register(registry);
            JvmMemoryMetrics.builder().register(registry);
            JvmGarbageCollectorMetrics.builder().register(registry);
            JvmThreadsMetrics.builder().register(registry);
        }
    }

    /** Everything, in Prometheus' text format, of type {@link #CONTENT_TYPE}. */
    public String scrape() {
        showJava();
        ByteArrayOutputStream page = new ByteArrayOutputStream();
        try {
            text.write(page, registry.scrape());
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return page.toString(StandardCharsets.UTF_8);
    }
}
