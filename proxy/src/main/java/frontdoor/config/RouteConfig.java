package frontdoor.config;

/**
 * One route of a site.
 *
 * @param path a prefix of the path that starts with {@code /}
 * @param upstream a name in {@link FrontdoorConfig#upstreams}
 */
public record RouteConfig(String path, String upstream) {}
