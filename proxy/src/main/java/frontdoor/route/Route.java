package frontdoor.route;

/**
 * One rule: paths below a prefix belong to a target.
 *
 * @param prefix starts with {@code /}; with a slash at its end it covers what is below, without one also the path itself
 */
public record Route<T>(String prefix, T target) {
    boolean covers(String path) {
        if (!path.startsWith(prefix)) {
            return false;
        }
        return prefix.endsWith("/") || path.length() == prefix.length() || path.charAt(prefix.length()) == '/';
    }
}
