package frontdoor.config;

import frontdoor.hocon.Node;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads {@code upstreams} and {@code upstream-defaults}. */
final class UpstreamReader {
    private final Node defaults;

    UpstreamReader(Node defaults) {
        this.defaults = defaults;
    }

    /** What holds for a server that is in no upstream. Servers by themselves are an unknown key there. */
    UpstreamLimits readDefaults() {
        defaults.requireObject();
        UpstreamLimits limits = UpstreamLimits.read(defaults);
        defaults.refuseUnknownKeys();
        return limits;
    }

    Map<String, UpstreamConfig> read(Node node) {
        Map<String, UpstreamConfig> upstreams = new LinkedHashMap<>();
        for (Node own : node.named()) {
            Node upstream = own.over(defaults);
            if (own.requireObject()) {
                upstreams.put(upstream.name(), read(upstream.name(), upstream));
            } else {
                upstreams.put(
                        upstream.name(), new UpstreamConfig(upstream.name(), List.of(), UpstreamLimits.read(defaults)));
            }
        }
        return upstreams;
    }

    private static UpstreamConfig read(String name, Node upstream) {
        List<BackendUrl> servers = servers(upstream.child("servers"));
        UpstreamLimits limits = UpstreamLimits.read(upstream);
        upstream.refuseUnknownKeys();
        return new UpstreamConfig(name, servers, limits);
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
