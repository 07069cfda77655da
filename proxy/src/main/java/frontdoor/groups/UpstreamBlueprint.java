package frontdoor.groups;

import static java.util.Objects.requireNonNull;

import frontdoor.config.UpstreamConfig;
import frontdoor.connect.PeerAddress;
import frontdoor.connect.ServiceRecord;
import frontdoor.hosts.ServerPlace;
import frontdoor.sticky.StickyKey;
import frontdoor.upstream.PeerLimits;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The parts that a group is made of, and made of again when its services have other servers.
 *
 * @param addresses of its servers as they are written, in their order
 * @param limits of each of them
 * @param key for its cookies, or null: it has none
 */
record UpstreamBlueprint(
        UpstreamConfig written,
        List<PeerAddress> addresses,
        Map<PeerAddress, PeerLimits> limits,
        @Nullable StickyKey key) {
    /** The names of its services. */
    Stream<ServerPlace.Service> services() {
        return addresses.stream()
                .map(PeerAddress::place)
                .filter(ServerPlace.Service.class::isInstance)
                .map(ServerPlace.Service.class::cast);
    }

    /** Its servers, where {@code found} has the records of services: one that has none yet is a server itself, which is looked up for each connection. */
    List<ServiceTargets.Target> targets(Function<ServerPlace.Service, List<ServiceRecord>> found) {
        List<ServiceTargets.Target> all = new ArrayList<>();
        for (int i = 0; i < addresses.size(); i++) {
            PeerAddress address = addresses.get(i);
            List<ServiceRecord> records =
                    address.place() instanceof ServerPlace.Service service ? found.apply(service) : List.of();
            if (records.isEmpty()) {
                all.add(new ServiceTargets.Target(
                        address,
                        written.servers().get(i),
                        0,
                        requireNonNull(limits.get(address)),
                        OptionalInt.empty()));
            } else {
                all.addAll(ServiceTargets.of(
                        address, written.servers().get(i), requireNonNull(limits.get(address)), records));
            }
        }
        return List.copyOf(all);
    }
}
