package frontdoor.policy;

import frontdoor.http.Octets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A route that leads elsewhere. An address that ends with a slash is a place, and what follows the route's path, with the query, follows
 * it too; any other is one page, and stands by itself.
 *
 * <p>Immutable.
 */
public final class RouteRedirect {
    private final byte[] path;
    private final byte[] url;
    private final boolean place;

    /**
     * A redirect from {@code path} and what is below it.
     *
     * @param path starts with {@code /}
     * @param url absolute, with a path of its own
     */
    public RouteRedirect(String path, String url) {
        this(path, url, url.endsWith("/"));
    }

    private RouteRedirect(String path, String url, boolean place) {
        this.path = Octets.of(path);
        this.url = Octets.of(url);
        this.place = place;
    }

    /** A redirect to {@code url}, to which nothing is appended. */
    public static RouteRedirect page(String url) {
        return new RouteRedirect("/", url, false);
    }

    /** Where this leads, as it is written. */
    public String url() {
        return Octets.text(url, 0, url.length);
    }

    /**
     * The Location for a target ({@code /path?query}) that the route covers.
     *
     * @return null if the rest cannot be told because the target spells the route's path in another way, such as {@code /a/../path}
     */
    public byte @Nullable [] locationOf(byte[] bytes, int start, int length) {
        if (!place) {
            return url;
        }
        if (length < path.length || !Octets.equal(bytes, start, path.length, path)) {
            return null;
        }
        int from = start + path.length;
        int end = start + length;
        if (path[path.length - 1] != '/' && from < end && bytes[from] == '/') {
            // The address brings the slash.
            from++;
        }
        byte[] location = Arrays.copyOf(url, url.length + end - from);
        System.arraycopy(bytes, from, location, url.length, end - from);
        return location;
    }
}
