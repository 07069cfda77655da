package frontdoor.audit;

import frontdoor.http.Url;
import org.jspecify.annotations.Nullable;

/**
 * The other half of a pair of hosts that visitors take for one: www of a registrable domain, and the other way round.
 *
 * @param probe null where nothing listens on the port
 */
record Sibling(String host, @Nullable SecureProbe probe) {
    private static final String WWW = "www.";

    /** The name of the sibling; null of a host that has none. */
    static @Nullable String nameOf(String host) {
        if (host.startsWith(WWW) && host.indexOf('.', WWW.length()) > 0) {
            return host.substring(WWW.length());
        }
        return NameRules.isRegistrable(host) ? WWW + host : null;
    }

    static Sibling of(Client client, String host, int port) {
        boolean listens = client.listens(host, port);
        return new Sibling(host, listens ? SecureProbe.of(client, Url.root(true, host, port), 1) : null);
    }

    /** What browsers get of it. */
    Hop hop(SecureProbe seen) {
        return new Hop(seen.url(), seen.verified(), null);
    }

    boolean isWww() {
        return host.startsWith(WWW);
    }
}
