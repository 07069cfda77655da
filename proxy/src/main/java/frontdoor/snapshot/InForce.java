package frontdoor.snapshot;

import frontdoor.certificates.LoadedCertificates;
import frontdoor.config.FrontdoorConfig;

/**
 * The configuration in force: what was written, and what was built from it.
 *
 * @param config what was written
 * @param snapshot what exchanges see of it
 * @param certificates what handshakes see of it
 */
public record InForce(FrontdoorConfig config, Snapshot snapshot, LoadedCertificates certificates) {}
