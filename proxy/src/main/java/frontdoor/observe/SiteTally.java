package frontdoor.observe;

import frontdoor.exchange.ExchangeRecord;
import frontdoor.exchange.MaskedFault;
import frontdoor.http.Credential;
import frontdoor.http.Failure;
import frontdoor.http.HttpVersion;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * The counts of one site on one event loop.
 *
 * <h2>Threads</h2>
 *
 * Written on its loop alone, so an increment needs neither lock nor atomic instruction; read by whoever scrapes, perhaps a moment late.
 */
final class SiteTally {
    /** Upper bounds of the duration histogram, in seconds; one more bucket takes the rest. */
    static final double[] SECONDS = {0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60};

    /** 0xx (no head was written) to 5xx. */
    static final int STATUS_CLASSES = 6;

    private static final long[] NANOS = toNanos();

    final Map<HttpVersion, AtomicLongArray> requests = new EnumMap<>(HttpVersion.class);
    final Map<Failure, AtomicLong> failures = new EnumMap<>(Failure.class);
    final Map<Credential, AtomicLong> clearCredentials = new EnumMap<>(Credential.class);
    final AtomicLongArray durations = new AtomicLongArray(SECONDS.length + 1);
    final AtomicLong durationNanos = new AtomicLong();
    final AtomicLong requestOctets = new AtomicLong();
    final AtomicLong responseOctets = new AtomicLong();
    final AtomicLong retries = new AtomicLong();
    final AtomicLong servedInTheClear = new AtomicLong();
    final AtomicLong secureInFront = new AtomicLong();
    final Map<MaskedFault.Kind, AtomicLong> masked = new EnumMap<>(MaskedFault.Kind.class);

    SiteTally() {
        for (HttpVersion version : HttpVersion.values()) {
            requests.put(version, new AtomicLongArray(STATUS_CLASSES));
        }
        for (Failure failure : Failure.values()) {
            failures.put(failure, new AtomicLong());
        }
        for (Credential kind : Credential.values()) {
            clearCredentials.put(kind, new AtomicLong());
        }
        for (MaskedFault.Kind kind : MaskedFault.Kind.values()) {
            masked.put(kind, new AtomicLong());
        }
    }

    private static long[] toNanos() {
        long[] nanos = new long[SECONDS.length];
        for (int i = 0; i < nanos.length; i++) {
            nanos[i] = Math.round(SECONDS[i] * 1e9);
        }
        return nanos;
    }

    void count(ExchangeRecord exchange) {
        int statusClass = Math.min(exchange.status() / 100, STATUS_CLASSES - 1);
        increment(Objects.requireNonNull(requests.get(exchange.request().version())), statusClass);
        Failure failure = exchange.failure();
        if (failure != null) {
            add(Objects.requireNonNull(failures.get(failure)), 1);
        }
        if (!exchange.clearCredentials().isEmpty()) {
            exchange.clearCredentials().forEach(kind -> add(Objects.requireNonNull(clearCredentials.get(kind)), 1));
        }
        increment(durations, bucketOf(exchange.durationNanos()));
        add(durationNanos, exchange.durationNanos());
        add(requestOctets, exchange.requestBodyOctets());
        add(responseOctets, exchange.responseBodyOctets());
        add(retries, exchange.retries());
        if (!exchange.connection().secure()) {
            countWithoutTls(exchange);
        }
        if (!exchange.maskedFaults().isEmpty()) {
            masked.forEach((kind, counter) -> add(counter, exchange.masked(kind)));
        }
    }

    private void countWithoutTls(ExchangeRecord exchange) {
        if (exchange.client().secure()) {
            add(secureInFront, 1);
        } else if (exchange.upstream() != null) {
            add(servedInTheClear, 1);
        }
    }

    private static int bucketOf(long nanos) {
        int bucket = 0;
        while (bucket < NANOS.length && nanos > NANOS[bucket]) {
            bucket++;
        }
        return bucket;
    }

    private static void increment(AtomicLongArray counters, int i) {
        counters.setOpaque(i, counters.getPlain(i) + 1);
    }

    private static void add(AtomicLong counter, long more) {
        if (more != 0) {
            counter.setOpaque(counter.getPlain() + more);
        }
    }
}
