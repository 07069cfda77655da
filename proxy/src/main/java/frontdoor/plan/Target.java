package frontdoor.plan;

import frontdoor.config.BackendUrl;
import java.util.List;

/**
 * Where a request is forwarded to.
 *
 * @param name the name of the upstream, or the URL of a site's only backend
 * @param servers at least one
 */
record Target(String name, List<BackendUrl> servers) {
    Target {
        servers = List.copyOf(servers);
    }

    @Override
    public String toString() {
        String urls =
                String.join(", ", servers.stream().map(BackendUrl::toString).toList());
        return urls.equals(name) ? name : name + " (" + urls + ")";
    }
}
