package frontdoor.config;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads {@code upstreams}. */
final class UpstreamReader {
    private UpstreamReader() {}

    static Map<String, UpstreamConfig> read(Node node) {
        Map<String, UpstreamConfig> upstreams = new LinkedHashMap<>();
        for (Node upstream : node.named()) {
            upstreams.put(upstream.name(), new UpstreamConfig(upstream.name(), servers(upstream)));
        }
        return upstreams;
    }

    private static List<BackendUrl> servers(Node upstream) {
        if (!upstream.requireObject()) {
            return List.of();
        }
        Node list = upstream.child("servers");
        upstream.refuseUnknownKeys();
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
