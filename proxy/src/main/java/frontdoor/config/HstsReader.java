package frontdoor.config;

import frontdoor.hocon.Node;
import frontdoor.hocon.Scalars;
import java.time.Duration;

/** Reads the HSTS policy of a site. */
final class HstsReader {
    private HstsReader() {}

    static HstsConfig read(Node node) {
        if (node.isScalar()) {
            return word(node);
        }
        node.requireObject();
        Duration maxAge = MaxAgeReader.read(node.child("max-age"));
        HstsConfig policy = new HstsConfig.Send(
                maxAge,
                Scalars.bool(node.child("include-subdomains")),
                Scalars.bool(node.child("preload")),
                RampReader.read(node.child("ramp"), maxAge));
        node.refuseUnknownKeys();
        return policy;
    }

    private static HstsConfig word(Node node) {
        return switch (node.text()) {
            case "off" -> new HstsConfig.Off();
            case "backend" -> new HstsConfig.Backend();
            case "kill" -> new HstsConfig.Kill();
            case String header
            when HstsHeader.isOne(header) -> {
                node.problem("is the text of a header; write hsts { max-age " + HstsHeader.asConfigured(header) + " }");
                yield new HstsConfig.Off();
            }
            default -> {
                node.problem("expected off, backend, kill or { max-age = ... }, found " + node.shown());
                yield new HstsConfig.Off();
            }
        };
    }
}
