package frontdoor.config;

/**
 * One route of a site.
 *
 * @param path a prefix of the path that starts with {@code /}
 */
public record RouteConfig(String path, RouteAction action) {}
