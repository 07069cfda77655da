package frontdoor.observe;

import frontdoor.tally.DurationTally;
import io.prometheus.metrics.model.registry.Collector;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;

/** Sums what the loops have measured, in the form in which it is shown. */
final class Durations {
    private static final double NANOS_PER_SECOND = 1e9;

    private Durations() {}

    /** Shows a histogram under {@code name}, whose points are added at each scrape. */
    static void register(
            PrometheusRegistry registry, String name, String help, Consumer<HistogramSnapshot.Builder> points) {
        registry.register((Collector) () -> {
            HistogramSnapshot.Builder histogram =
                    HistogramSnapshot.builder().name(name).help(help);
            points.accept(histogram);
            return histogram.build();
        });
    }

    static HistogramDataPointSnapshot sum(Labels labels, List<DurationTally> tallies) {
        double[] seconds = DurationTally.seconds();
        double[] bounds = Arrays.copyOf(seconds, seconds.length + 1);
        bounds[seconds.length] = Double.POSITIVE_INFINITY;
        long[] counts = new long[bounds.length];
        for (int i = 0; i < counts.length; i++) {
            int bucket = i;
            counts[i] =
                    tallies.stream().mapToLong(tally -> tally.inBucket(bucket)).sum();
        }
        return HistogramDataPointSnapshot.builder()
                .labels(labels)
                .classicHistogramBuckets(ClassicHistogramBuckets.of(bounds, counts))
                .sum(tallies.stream().mapToLong(DurationTally::sum).sum() / NANOS_PER_SECOND)
                .build();
    }
}
