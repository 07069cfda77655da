package frontdoor.config;

import frontdoor.hocon.Node;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A named group of servers that serve the same.
 *
 * @param servers at least one, none twice
 * @param settings what else is written here or in upstream-defaults
 */
public record UpstreamConfig(String name, List<BackendUrl> servers, UpstreamSettings settings) {
    public UpstreamConfig {
        servers = List.copyOf(servers);
    }

    /** What is written in {@code upstream}; for what it does not write {@code shared} holds. */
    static UpstreamConfig read(Node upstream, UpstreamSettings shared) {
        UpstreamConfig read = new UpstreamConfig(
                upstream.name(), servers(upstream.child("servers")), UpstreamSettings.read(upstream, shared));
        upstream.refuseUnknownKeys();
        return read;
    }

    private static List<BackendUrl> servers(Node list) {
        List<Node> elements = list.elements();
        if (list.isEmptyList()) {
            list.problem("is empty; an upstream needs at least one server");
        }
        Set<BackendUrl> known = new HashSet<>();
        return elements.stream()
                .flatMap(element -> HostAndPort.server(element)
                        .filter(server -> {
                            if (!known.add(server)) {
                                element.problem(element.shown() + " is listed twice");
                            }
                            return true;
                        })
                        .stream())
                .toList();
    }
}
