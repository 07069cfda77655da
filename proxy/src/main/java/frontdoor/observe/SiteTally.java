package frontdoor.observe;

import frontdoor.exchange.ExchangeRecord;
import frontdoor.exchange.MaskedFault;
import frontdoor.http.Credential;
import frontdoor.http.Failure;
import frontdoor.http.HttpVersion;
import frontdoor.tally.DurationTally;
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
    /** 0xx (no head was written) to 5xx. */
    static final int STATUS_CLASSES = 6;

    /** Three digits (RFC 9110 15). */
    private static final int MAX_STATUS = 999;

    final Map<HttpVersion, AtomicLongArray> requests = new EnumMap<>(HttpVersion.class);
    final Map<Failure, AtomicLong> failures = new EnumMap<>(Failure.class);
    final Map<Credential, AtomicLong> clearCredentials = new EnumMap<>(Credential.class);
    final StatusTally answers = new StatusTally();
    final DurationTally durations = new DurationTally();
    /** To the heads of backends' answers. */
    final DurationTally upstreamDurations = new DurationTally();

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
        answers.count(exchange.request().method(), Math.min(exchange.status(), MAX_STATUS));
        durations.count(exchange.durationNanos());
        if (exchange.upstreamNanos() >= 0) {
            upstreamDurations.count(exchange.upstreamNanos());
        }
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

    private static void increment(AtomicLongArray counters, int i) {
        counters.setOpaque(i, counters.getPlain(i) + 1);
    }

    private static void add(AtomicLong counter, long more) {
        if (more != 0) {
            counter.setOpaque(counter.getPlain() + more);
        }
    }
}
