package frontdoor.config;

import frontdoor.hocon.Node;
import frontdoor.hocon.Scalars;
import java.time.Duration;
import java.util.Optional;

/** A site's HSTS policy as it is written (HSTS.md, chapter 4). */
public sealed interface HstsConfig {
    /** Send nothing, and strip what the backend sends. */
    record Off() implements HstsConfig {}

    /** Pass the backend's on, and send none on our own answers. */
    record Backend() implements HstsConfig {}

    /** Send {@code max-age=0}, which ends the policy in browsers. */
    record Kill() implements HstsConfig {}

    /**
     * Send this policy (RFC 6797, 6.1).
     *
     * @param maxAge whole seconds, at least one
     * @param ramp the way up to it
     */
    record Send(Duration maxAge, boolean includeSubdomains, boolean preload, Optional<RampConfig> ramp)
            implements HstsConfig {
        private static Send read(Node node) {
            node.requireObject();
            Duration maxAge = MaxAgeReader.read(node.child("max-age"));
            Send policy = new Send(
                    maxAge,
                    Scalars.bool(node.child("include-subdomains")),
                    Scalars.bool(node.child("preload")),
                    RampConfig.read(node.child("ramp"), maxAge));
            node.refuseUnknownKeys();
            return policy;
        }
    }

    /** What is written under {@code node}: a word, or a policy. */
    static HstsConfig read(Node node) {
        return node.isScalar() ? word(node) : Send.read(node);
    }

    private static HstsConfig word(Node node) {
        return switch (node.text()) {
            case "off" -> new Off();
            case "backend" -> new Backend();
            case "kill" -> new Kill();
            default -> {
                node.problem(PastedHeader.asConfigured(node)
                        .map(same -> "is the text of a header; write hsts { max-age " + same + " }")
                        .orElseGet(() -> "expected off, backend, kill or { max-age = ... }, found " + node.shown()));
                yield new Off();
            }
        };
    }
}
