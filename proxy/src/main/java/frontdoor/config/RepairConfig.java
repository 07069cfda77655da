package frontdoor.config;

import frontdoor.hocon.Node;
import frontdoor.hocon.Scalars;

/**
 * The parts of messages that are mended because the backend stands behind TLS, and behind another name.
 *
 * @param locations addresses of our own hosts with http, and those of the backend, become https of ours
 * @param cookies cookies without Secure get it
 * @param cookieAttributes what becomes of the other attributes
 * @param destination {@code Destination: https://} of our own hosts becomes http, as the backend sees it
 * @param upgradeInsecureRequests whether pages tell browsers to ask for everything over https
 */
public record RepairConfig(
        boolean locations,
        boolean cookies,
        CookieAttributes cookieAttributes,
        boolean destination,
        boolean upgradeInsecureRequests) {
    static RepairConfig read(Node node) {
        node.requireObject();
        RepairConfig repair = new RepairConfig(
                Scalars.bool(node.child("locations")),
                Scalars.bool(node.child("cookies")),
                CookieAttributes.read(node),
                Scalars.bool(node.child("destination")),
                Scalars.bool(node.child("upgrade-insecure-requests")));
        node.refuseUnknownKeys();
        return repair;
    }
}
