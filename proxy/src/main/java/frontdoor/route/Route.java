package frontdoor.route;

/**
 * One rule: the requests that it covers belong to a target.
 *
 * @param path what their path is like
 * @param conditions what else has to be so
 */
public record Route<T>(PathRule path, Conditions conditions, T target) {
    /** The route of every path below {@code prefix}, without conditions. */
    public static <T> Route<T> below(String prefix, T target) {
        return new Route<>(PathRule.prefix(prefix), Conditions.NONE, target);
    }
}
