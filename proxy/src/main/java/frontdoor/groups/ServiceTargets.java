package frontdoor.groups;

import frontdoor.config.BackendUrl;
import frontdoor.config.ServerConfig;
import frontdoor.connect.PeerAddress;
import frontdoor.connect.PeerTls;
import frontdoor.connect.ServiceRecord;
import frontdoor.hosts.ServerPlace;
import frontdoor.upstream.PeerLimits;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The servers that the SRV records of a service stand for (RFC 2782): each is one like any that was written, with the weight and the rank
 * that its record gives it.
 */
final class ServiceTargets {
    /** More servers than this are not made of one service. */
    private static final int MOST = 256;

    private static final int MOST_WEIGHT = 256;

    private ServiceTargets() {}

    /**
     * One server.
     *
     * @param limits its own
     * @param rank 0 for those with the lowest priority, 1 for those with the next one, and so on
     * @param priority what its record says; empty for one that was written
     */
    record Target(PeerAddress address, ServerConfig server, int rank, PeerLimits limits, OptionalInt priority) {}

    /** Those that {@code records} list of the service that was written as {@code server}, and is known as {@code service}. */
    static List<Target> of(PeerAddress service, ServerConfig server, PeerLimits limits, List<ServiceRecord> records) {
        // By name, so that the same records make the same list, in whichever order they come.
        Map<String, ServiceRecord> distinct = new TreeMap<>();
        records.stream()
                .sorted((a, b) -> Integer.compare(a.priority(), b.priority()))
                .forEach(record -> distinct.putIfAbsent(record.place().toString(), record));
        Collection<List<ServiceRecord>> byPriority = distinct.values().stream()
                .limit(MOST)
                .collect(Collectors.groupingBy(ServiceRecord::priority, TreeMap::new, Collectors.toList()))
                .values();
        List<Target> targets = new ArrayList<>();
        int rank = 0;
        for (List<ServiceRecord> equals : byPriority) {
            int most = equals.stream().mapToInt(ServiceRecord::weight).max().orElse(0);
            for (ServiceRecord record : equals) {
                BackendUrl url = new BackendUrl(record.place(), server.url().tls());
                ServerConfig one =
                        new ServerConfig(url, weight(record.weight(), most, server.weight()), server.backup());
                targets.add(new Target(
                        address(service, record.place()), one, rank, limits, OptionalInt.of(record.priority())));
            }
            rank++;
        }
        return targets;
    }

    /** In proportion to each other, where records differ; those without weight have a small chance beside others (RFC 2782). */
    private static int weight(int own, int most, int written) {
        if (most == 0 || own == most && most == 1 || written == 0) {
            return written;
        }
        long weight = (long) own * written;
        long heaviest = (long) most * written;
        return (int) Math.max(1, heaviest <= MOST_WEIGHT ? weight : weight * MOST_WEIGHT / heaviest);
    }

    /** Over TLS each host presents a certificate with its own name, unless another one is asked for. */
    private static PeerAddress address(PeerAddress service, ServerPlace.Port place) {
        PeerTls terms = service.tls();
        PeerTls own = terms == null || !terms.name().isEmpty() ? terms : new PeerTls(terms.credentials(), place.host());
        return new PeerAddress(place, own, service.proxy(), service.http2());
    }
}
