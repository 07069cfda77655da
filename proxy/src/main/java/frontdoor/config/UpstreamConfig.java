package frontdoor.config;

import java.util.List;

/**
 * A named group of servers that serve the same.
 *
 * @param servers at least one, none twice
 */
public record UpstreamConfig(String name, List<BackendUrl> servers) {
    public UpstreamConfig {
        servers = List.copyOf(servers);
    }
}
