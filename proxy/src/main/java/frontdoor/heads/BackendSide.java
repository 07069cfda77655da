package frontdoor.heads;

import frontdoor.config.BackendUrl;
import frontdoor.hosts.ServerPlace;
import frontdoor.http.Authority;
import frontdoor.http.Octets;
import frontdoor.route.PathChange;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A site or a route as the servers behind it see it, for rules that translate between that and what clients see. Immutable.
 *
 * @param names hosts with their ports that mean one of the servers
 * @param ports the ports of the servers
 * @param clear whether all of them are spoken to in the clear
 * @param change what becomes of the path; null where nothing does
 * @param takenOff what that takes off, without a slash at its end; empty for nothing
 */
public record BackendSide(
        Set<Authority> names,
        Set<Integer> ports,
        boolean clear,
        @Nullable PathChange change,
        String takenOff) {
    private static final List<String> LOOPBACK = List.of("localhost", "127.0.0.1", "[::1]");

    public BackendSide {
        names = Set.copyOf(names);
        ports = Set.copyOf(ports);
    }

    /**
     * The side of these servers, whose paths stay as they are.
     *
     * @param asked the host that they are asked for instead of the client's, if there is one
     */
    public static BackendSide of(Collection<BackendUrl> servers, Optional<Authority> asked) {
        Set<Authority> names = new HashSet<>();
        Set<Integer> ports = new HashSet<>();
        for (BackendUrl server : servers) {
            if (server.place() instanceof ServerPlace.Port place) {
                byte[] text = Octets.of(place.toString());
                Authority authority = Authority.parse(text, 0, text.length);
                if (authority != null) {
                    int port = authority.port() == Authority.NO_PORT ? server.tls() ? 443 : 80 : authority.port();
                    ports.add(port);
                    namesOf(authority.host()).forEach(host -> names.add(new Authority(host, port)));
                }
            }
        }
        asked.ifPresent(host -> {
            names.add(host);
            names.add(new Authority(host.host(), 80));
            names.add(new Authority(host.host(), 443));
        });
        return new BackendSide(names, ports, servers.stream().noneMatch(BackendUrl::tls), null, "");
    }

    /** On one machine an application writes whichever of its names it was told. */
    private static List<String> namesOf(String host) {
        return LOOPBACK.contains(host) ? LOOPBACK : List.of(host);
    }

    /** The same of a route that changes the path. */
    public BackendSide changing(PathChange other, String prefix) {
        return new BackendSide(names, ports, clear, other, prefix);
    }

    /** Whether an address of {@code scheme}'s default port means one of the servers. */
    boolean isNamed(Authority authority, int defaultPort) {
        return !names.isEmpty()
                && names.contains(
                        authority.port() == Authority.NO_PORT
                                ? new Authority(authority.host(), defaultPort)
                                : authority);
    }
}
