package frontdoor.config;

import frontdoor.hocon.Node;
import frontdoor.hocon.Scalars;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The upstreams, and what holds for servers that are in none.
 *
 * @param defaults {@code upstream-defaults}
 * @param named by name
 */
public record UpstreamsConfig(UpstreamSettings defaults, Map<String, UpstreamConfig> named) {
    /** Upstreams that a problem names: thousands of problems may each name them. */
    private static final int SHOWN = 20;

    public UpstreamsConfig {
        named = Collections.unmodifiableMap(new LinkedHashMap<>(named));
    }

    static UpstreamsConfig read(Node defaults, Node upstreams) {
        if (upstreams.isWritten()) {
            upstreams.requireObject();
        }
        UpstreamSettings shared = readDefaults(defaults);
        Set<String> ofSettings = defaults.asked();
        Map<String, UpstreamConfig> named = new LinkedHashMap<>();
        for (Node own : upstreams.named()) {
            // What is no object has its problem; its name is known to routes all the same.
            named.put(
                    own.name(),
                    own.requireObject()
                            ? UpstreamConfig.read(own.over(defaults), shared, ofSettings)
                            : new UpstreamConfig(own.name(), List.of(), shared));
        }
        return new UpstreamsConfig(shared, named);
    }

    /** Servers by themselves are an unknown key there. */
    private static UpstreamSettings readDefaults(Node defaults) {
        defaults.requireObject();
        UpstreamSettings shared = UpstreamSettings.read(defaults);
        defaults.refuseUnknownKeys();
        return shared;
    }

    /** The name that {@code node} holds; a problem where no upstream has it. */
    String nameIn(Node node) {
        Optional<String> text = Scalars.text(node);
        if (text.isPresent() && !named.containsKey(text.get())) {
            node.problem("no upstream named " + node.shown() + " (" + known()
                    + "); write upstreams.NAME.servers = [...], or the name of one");
        }
        return text.orElse("");
    }

    private String known() {
        int more = named.size() - SHOWN;
        return named.isEmpty()
                ? "none is configured"
                : "known: " + named.keySet().stream().limit(SHOWN).collect(Collectors.joining(", "))
                        + (more > 0 ? " and " + more + " more" : "");
    }

    /** The upstream that a site with this {@code backend} has to itself, under the name of the site. */
    public UpstreamConfig of(SiteConfig site, BackendUrl backend) {
        return new UpstreamConfig(site.name(), List.of(ServerConfig.of(backend)), defaults);
    }

    /** The upstream of the server that decides who comes in. */
    public UpstreamConfig ofForwardAuth(SiteConfig site, ForwardAuthConfig auth) {
        return new UpstreamConfig(site.name() + ".forward-auth", List.of(ServerConfig.of(auth.server())), defaults);
    }
}
