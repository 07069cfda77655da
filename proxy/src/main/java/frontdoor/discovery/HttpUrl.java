package frontdoor.discovery;

import frontdoor.http.Authority;
import frontdoor.http.Octets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * An absolute address with a host, as far as it is shown.
 *
 * @param scheme in lower case
 * @param authority host and port
 * @param page the path as {@link PagePath} shows it
 */
record HttpUrl(String scheme, Authority authority, String page) {
    /** Reads {@code scheme://host:port/path?query}; null if it is anything else, user information included. */
    static @Nullable HttpUrl parse(String text) {
        int colon = text.indexOf("://");
        if (colon < 1 || colon > 8) {
            return null;
        }
        int from = colon + 3;
        int to = from;
        while (to < text.length() && "/?#".indexOf(text.charAt(to)) < 0) {
            to++;
        }
        byte[] octets = Octets.of(text.substring(from, to));
        Authority authority = Authority.parse(octets, 0, octets.length);
        return authority == null
                ? null
                : new HttpUrl(
                        text.substring(0, colon).toLowerCase(Locale.ROOT), authority, PagePath.of(text.substring(to)));
    }

    /** Whether it is an address of this host, whatever the port. */
    boolean isOf(String host) {
        return authority.host().equals(host);
    }

    @Override
    public String toString() {
        return scheme + "://" + authority + page;
    }
}
