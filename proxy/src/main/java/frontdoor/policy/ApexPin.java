package frontdoor.policy;

import frontdoor.http.Authority;
import frontdoor.http.Method;
import frontdoor.http.Octets;
import frontdoor.http.Origin;
import org.jspecify.annotations.Nullable;

/**
 * Brings visitors of www to the apex once, so that it too can send its policy: a page on www names a resource of the apex that browsers
 * fetch beforehand (HSTS.md, chapter 5).
 *
 * <p>Immutable.
 */
public final class ApexPin {
    private static final byte[] PATH = Octets.of(ReservedPath.PREFIX + "pin");

    private final String apex;
    private final byte[] link;

    /** A pin of the host {@code apex}, which clients reach under {@code origin}. */
    public ApexPin(String apex, Origin origin) {
        this.apex = apex;
        this.link = Octets.of("<" + origin + Octets.text(PATH, 0, PATH.length) + ">; rel=prefetch");
    }

    /** The value of the Link field for pages of the canonical host. Shared, never to be changed. */
    public byte[] link() {
        return link;
    }

    /** Whether this is the request that the link brings about; {@code /path?query} stands in {@code bytes}. */
    public boolean isAskedFor(Method method, @Nullable Authority authority, byte[] bytes, int start, int length) {
        return (method == Method.GET || method == Method.HEAD)
                && authority != null
                && authority.host().equals(apex)
                && Octets.equal(bytes, start, length, PATH);
    }
}
