package frontdoor.observe;

import frontdoor.exchange.MaskedFault;
import frontdoor.http.Credential;
import frontdoor.http.Failure;
import frontdoor.http.HttpVersion;
import frontdoor.http.Method;
import frontdoor.tally.DurationTally;
import io.prometheus.metrics.core.metrics.CounterWithCallback;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.Labels;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;

/** Shows what the loops have tallied of exchanges: their sums, taken when somebody asks. */
final class ExchangeMetrics {
    private final PrometheusRegistry registry;
    private final List<Map<String, SiteTally>> talliesByLoop;

    private ExchangeMetrics(PrometheusRegistry registry, List<Map<String, SiteTally>> talliesByLoop) {
        this.registry = registry;
        this.talliesByLoop = talliesByLoop;
    }

    static void register(PrometheusRegistry registry, List<Map<String, SiteTally>> talliesByLoop) {
        ExchangeMetrics metrics = new ExchangeMetrics(registry, talliesByLoop);
        metrics.requests();
        metrics.failures();
        metrics.clearCredentials();
        metrics.answers();
        metrics.histogram(
                "frontdoor_request_duration_seconds",
                "From the request's head to the end of the exchange.",
                tally -> tally.durations);
        metrics.histogram(
                "frontdoor_upstream_duration_seconds",
                "From the request's head to the head of its backend's answer, retries included.",
                tally -> tally.upstreamDurations);
        metrics.octets("request", "Octets of request bodies received.", tally -> tally.requestOctets);
        metrics.octets("response", "Octets of response bodies written.", tally -> tally.responseOctets);
        metrics.counter("retries", "Requests sent again to a backend after a failure.", tally -> tally.retries);
        metrics.counter(
                "plaintext_served",
                "Requests in the clear that a backend was asked for, of clients in plaintext-from.",
                tally -> tally.servedInTheClear);
        metrics.counter(
                "secure_in_front",
                "Requests without TLS of ours that a trusted proxy had got over TLS: they count as secure, and their answers carry the HSTS policy.",
                tally -> tally.secureInFront);
        for (MaskedFault.Kind kind : MaskedFault.Kind.values()) {
            metrics.counter(name(kind), help(kind), tally -> Objects.requireNonNull(tally.masked.get(kind)));
        }
    }

    private static String name(MaskedFault.Kind kind) {
        return switch (kind) {
            case LOCATION -> "repaired_locations";
            case COOKIE -> "repaired_cookies";
            case BACKEND_HSTS -> "dropped_hsts";
            case COOKIE_ATTRIBUTE -> "repaired_cookie_attributes";
            case DESTINATION -> "repaired_destinations";
            case INSECURE_PAGE -> "upgraded_pages";
            case FIELD_NAME -> "dropped_fields";
        };
    }

    private static String help(MaskedFault.Kind kind) {
        return switch (kind) {
            case LOCATION -> "Addresses of Location, Content-Location, Refresh and Link mended to https.";
            case COOKIE -> "Cookies given Secure.";
            case BACKEND_HSTS -> "Strict-Transport-Security fields of backends dropped.";
            case COOKIE_ATTRIBUTE -> "Cookies whose Domain, Path, SameSite or HttpOnly was mended.";
            case DESTINATION -> "Destination fields of requests mended to http.";
            case INSECURE_PAGE -> "Pages told to ask for nothing in the clear.";
            case FIELD_NAME -> "Fields of requests dropped for their names.";
        };
    }

    private void requests() {
        CounterWithCallback.builder()
                .name("frontdoor_requests_total")
                .help("Exchanges that have ended; status none: no head was written.")
                .labelNames("site", "protocol", "status")
                .callback(callback -> sites().forEach(site -> {
                    for (HttpVersion version : HttpVersion.values()) {
                        for (int i = 0; i < SiteTally.STATUS_CLASSES; i++) {
                            int status = i;
                            long count = sum(
                                    site,
                                    tally -> Objects.requireNonNull(tally.requests.get(version))
                                            .getOpaque(status));
                            if (count > 0) {
                                callback.call(
                                        (double) count, site, version.protocol(), status == 0 ? "none" : status + "xx");
                            }
                        }
                    }
                }))
                .register(registry);
    }

    private void failures() {
        CounterWithCallback.builder()
                .name("frontdoor_failures_total")
                .help("Exchanges that failed, by the failure's name.")
                .labelNames("site", "failure")
                .callback(callback -> sites().forEach(site -> {
                    for (Failure failure : Failure.values()) {
                        long count = sum(
                                site,
                                tally -> Objects.requireNonNull(tally.failures.get(failure))
                                        .getOpaque());
                        if (count > 0) {
                            callback.call((double) count, site, failure.token());
                        }
                    }
                }))
                .register(registry);
    }

    private void clearCredentials() {
        CounterWithCallback.builder()
                .name("frontdoor_plaintext_credentials_total")
                .help("Requests that carried credentials in the clear, by kind; never their values.")
                .labelNames("site", "kind")
                .callback(callback -> sites().forEach(site -> {
                    for (Credential kind : Credential.values()) {
                        long count = sum(
                                site,
                                tally -> Objects.requireNonNull(tally.clearCredentials.get(kind))
                                        .getOpaque());
                        if (count > 0) {
                            callback.call((double) count, site, kind.token());
                        }
                    }
                }))
                .register(registry);
    }

    private void counter(String name, String help, Function<SiteTally, AtomicLong> counter) {
        CounterWithCallback.builder()
                .name("frontdoor_" + name + "_total")
                .help(help)
                .labelNames("site")
                .callback(callback -> sites().forEach(site -> callback.call(
                        (double) sum(site, tally -> counter.apply(tally).getOpaque()), site)))
                .register(registry);
    }

    /** Under the name that says the unit, and under the old one. */
    private void octets(String of, String help, Function<SiteTally, AtomicLong> counter) {
        counter(of + "_bytes", help, counter);
        counter(of + "_octets", "The old name of frontdoor_" + of + "_bytes_total, for one release more.", counter);
    }

    private void answers() {
        CounterWithCallback.builder()
                .name("frontdoor_responses_total")
                .help(
                        "Exchanges that have ended, by method (other: none that is known) and status (none: no head was written).")
                .labelNames("site", "method", "status")
                .callback(callback -> sites().forEach(site -> answersOf(site)
                        .forEach((answer, count) ->
                                callback.call((double) count, site, shown(answer.method()), shown(answer.status())))))
                .register(registry);
    }

    private record Answer(Method method, int status) {}

    private Map<Answer, Long> answersOf(String site) {
        Map<Answer, Long> counts = new HashMap<>();
        tallies(site)
                .forEach(tally -> tally.answers.read(
                        (method, status, count) -> counts.merge(new Answer(method, status), count, Long::sum)));
        return counts;
    }

    private static String shown(Method method) {
        return method == Method.OTHER ? "other" : method.name();
    }

    private static String shown(int status) {
        return status == 0 ? "none" : Integer.toString(status);
    }

    private void histogram(String name, String help, Function<SiteTally, DurationTally> tally) {
        Durations.register(
                registry,
                name,
                help,
                histogram -> sites().forEach(site -> histogram.dataPoint(Durations.sum(
                        Labels.of("site", site), tallies(site).map(tally).toList()))));
    }

    private Stream<String> sites() {
        TreeSet<String> sites = new TreeSet<>();
        talliesByLoop.forEach(tallies -> sites.addAll(tallies.keySet()));
        return sites.stream();
    }

    private long sum(String site, ToLongFunction<SiteTally> counter) {
        return tallies(site).mapToLong(counter).sum();
    }

    private Stream<SiteTally> tallies(String site) {
        return talliesByLoop.stream().map(tallies -> tallies.get(site)).filter(Objects::nonNull);
    }
}
