package frontdoor.config;

import frontdoor.hocon.Node;
import frontdoor.hosts.ServerPlace;
import frontdoor.proxyheader.ProxyProtocol;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A named group of servers that serve the same.
 *
 * @param servers at least one, none twice
 * @param settings what else is written here or in upstream-defaults
 */
public record UpstreamConfig(String name, List<ServerConfig> servers, UpstreamSettings settings) {
    public UpstreamConfig {
        servers = List.copyOf(servers);
    }

    /** What is written in {@code upstream}; for what it does not write of the keys {@code ofSettings}, {@code shared} holds. */
    static UpstreamConfig read(Node upstream, UpstreamSettings shared, Set<String> ofSettings) {
        UpstreamSettings settings = upstream.writesAny(ofSettings) ? UpstreamSettings.read(upstream, shared) : shared;
        UpstreamConfig read = new UpstreamConfig(upstream.name(), servers(upstream.child("servers")), settings);
        upstream.refuseUnknownKeys();
        refuseIdleTls(upstream, read);
        refuseSharedProxyHeader(upstream, read.settings());
        return read;
    }

    /** The name of the cookie that brings clients back to the server they had; empty for none, or where there is one server only. */
    public Optional<String> stickyCookie() {
        boolean several = servers.size() > 1
                || servers.stream().anyMatch(server -> server.url().place() instanceof ServerPlace.Service);
        return several ? settings.sticky().map(StickyConfig::cookie) : Optional.empty();
    }

    /** Both at once, wherever they are written: a PROXY header speaks for one client alone. */
    private static void refuseSharedProxyHeader(Node upstream, UpstreamSettings settings) {
        if (settings.protocol() == PeerProtocol.HTTP_2 && settings.proxyProtocol() != ProxyProtocol.OFF) {
            upstream.child(upstream.writes("proxy-protocol") ? "proxy-protocol" : "protocol")
                    .problem("clients share connections where protocol = http2, and a PROXY header tells one of them;"
                            + " use http1 or proxy-protocol = off");
        }
    }

    /** Whoever writes it thinks that TLS is spoken. */
    private static void refuseIdleTls(Node upstream, UpstreamConfig read) {
        if (upstream.writes("tls")
                && !read.servers().isEmpty()
                && read.servers().stream().noneMatch(server -> server.url().tls())) {
            upstream.child("tls").problem("has no effect: none of the servers is reached over https://");
        }
    }

    private static List<ServerConfig> servers(Node list) {
        List<Node> elements = list.elements();
        if (list.isEmptyList()) {
            list.problem("is empty; an upstream needs at least one server");
        }
        Set<BackendUrl> known = new HashSet<>();
        List<ServerConfig> servers = new ArrayList<>();
        for (Node element : elements) {
            ServerConfig.read(element).ifPresent(server -> {
                if (!known.add(server.url())) {
                    Node url = element.isObject() ? element.child("url") : element;
                    url.problem(url.shown() + " is listed twice");
                }
                servers.add(server);
            });
        }
        refuseIdle(list, servers);
        return servers;
    }

    /** Servers none of which would ever be asked. */
    private static void refuseIdle(Node list, List<ServerConfig> servers) {
        if (servers.isEmpty()) {
            return;
        }
        if (servers.stream().allMatch(ServerConfig::backup)) {
            list.problem("has backups only; an upstream needs at least one server that is none");
        } else if (servers.stream().allMatch(server -> server.backup() || server.weight() == 0)) {
            list.problem("has no server with a weight that is not a backup; with a weight of 0 none gets requests");
        }
    }
}
