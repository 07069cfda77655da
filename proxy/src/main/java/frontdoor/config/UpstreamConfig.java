package frontdoor.config;

import java.util.List;

/**
 * A named group of servers that serve the same.
 *
 * @param servers at least one, none twice
 * @param limits of each of them
 */
public record UpstreamConfig(String name, List<BackendUrl> servers, UpstreamLimits limits) {
    public UpstreamConfig {
        servers = List.copyOf(servers);
    }
}
