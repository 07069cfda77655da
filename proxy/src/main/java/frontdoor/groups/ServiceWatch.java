package frontdoor.groups;

import frontdoor.connect.ServiceRecord;
import frontdoor.hosts.ServerPlace;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * The records of services as they were last found: looked up again when their time is up, and sooner while one of their servers cannot be
 * reached. What a name server does not know, or does not say, changes nothing.
 *
 * <h2>Threads</h2>
 *
 * {@link #look} on one that may block; the rest on any.
 */
final class ServiceWatch {
    /** The pause between two looks. */
    static final Duration PAUSE = Duration.ofSeconds(1);
    /** While a server cannot be reached, or nothing is found. */
    private static final long SOON = TimeUnit.SECONDS.toNanos(2);

    private static final long PATIENCE_MILLIS = 10_000;

    private final Function<ServerPlace.Service, Future<List<ServiceRecord>>> names;
    private final Map<ServerPlace.Service, Found> found = new ConcurrentHashMap<>();

    /** Whoever knows services by {@code names}. */
    ServiceWatch(Function<ServerPlace.Service, Future<List<ServiceRecord>>> names) {
        this.names = names;
    }

    /**
     * The outcome of the last look-up of a service.
     *
     * @param at when that was, or was last tried, in nanoseconds
     * @param dueIn nanoseconds after which it is asked for again
     */
    private record Found(List<ServiceRecord> records, long at, long dueIn) {}

    /** The records of {@code service}; none before any was found. */
    List<ServiceRecord> records(ServerPlace.Service service) {
        Found known = found.get(service);
        return known == null ? List.of() : known.records();
    }

    /**
     * Asks for those of {@code services} that are due, and forgets all others. Blocks.
     *
     * @param troubled says of a service whether one of its servers cannot be reached
     */
    void look(Set<ServerPlace.Service> services, Predicate<ServerPlace.Service> troubled) {
        found.keySet().retainAll(services);
        Map<ServerPlace.Service, Future<List<ServiceRecord>>> asked = new HashMap<>();
        long now = System.nanoTime();
        for (ServerPlace.Service service : services) {
            Found known = found.get(service);
            if (known == null
                    || now - known.at() >= (troubled.test(service) ? Math.min(SOON, known.dueIn()) : known.dueIn())) {
                asked.put(service, names.apply(service));
            }
        }
        asked.forEach((service, answer) -> found.put(service, heard(records(service), answer)));
    }

    private static Found heard(List<ServiceRecord> before, Future<List<ServiceRecord>> answer) {
        boolean came = answer.awaitUninterruptibly(PATIENCE_MILLIS) && answer.isSuccess();
        List<ServiceRecord> records = came ? answer.getNow() : List.of();
        long now = System.nanoTime();
        if (records.isEmpty()) {
            return new Found(before, now, SOON);
        }
        long ttl = records.stream().mapToLong(ServiceRecord::ttl).min().orElse(0);
        return new Found(records, now, Math.max(TimeUnit.SECONDS.toNanos(ttl), PAUSE.toNanos()));
    }
}
