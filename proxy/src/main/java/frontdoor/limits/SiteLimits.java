package frontdoor.limits;

import frontdoor.hocon.Node;
import frontdoor.hocon.Sizes;

/**
 * How much a site's clients may send.
 *
 * @param body bytes of a request body; {@link Long#MAX_VALUE} when the limit is off
 */
public record SiteLimits(long body) {
    public static SiteLimits read(Node node) {
        node.requireObject();
        Node body = node.child("body");
        node.refuseUnknownKeys();
        if (body.isScalar() && body.text().strip().matches("-\\d+|none|unlimited|infinite")) {
            body.problem(body.shown() + " is no size; write off for no limit");
            return new SiteLimits(Long.MAX_VALUE);
        }
        boolean off = body.isScalar() && body.text().equals("off");
        return new SiteLimits(off ? Long.MAX_VALUE : Sizes.bytes(body, 0, 1L << 50));
    }
}
