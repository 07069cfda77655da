package frontdoor.config;

import frontdoor.hocon.Node;
import frontdoor.hocon.Scalars;

/**
 * The parts of a backend's answers that are mended because it stands behind TLS.
 *
 * @param locations {@code Location: http://} of our own hosts becomes https
 * @param cookies cookies without Secure get it
 */
public record RepairConfig(boolean locations, boolean cookies) {
    static RepairConfig read(Node node) {
        node.requireObject();
        RepairConfig repair =
                new RepairConfig(Scalars.bool(node.child("locations")), Scalars.bool(node.child("cookies")));
        node.refuseUnknownKeys();
        return repair;
    }
}
