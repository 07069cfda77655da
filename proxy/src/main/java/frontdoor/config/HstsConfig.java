package frontdoor.config;

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
            implements HstsConfig {}
}
