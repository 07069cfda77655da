package frontdoor.config;

import java.nio.file.Path;

/**
 * A certificate chain and its private key, as files that nothing has opened yet.
 *
 * @param configuredAt the key that names it, such as {@code certificates.shop} or {@code sites.shop.certificate}
 * @param chain PEM, the end entity first
 * @param key PEM
 */
public record CertificateConfig(String configuredAt, Path chain, Path key) {}
