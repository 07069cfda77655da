package frontdoor.config;

import frontdoor.hocon.Node;
import frontdoor.hocon.Scalars;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A certificate chain and its private key, as files that nothing has opened yet.
 *
 * @param configuredAt the key that names it, such as {@code certificates.shop} or {@code sites.shop.certificate}
 * @param chain PEM, the end entity first
 * @param key PEM
 */
public record CertificateConfig(String configuredAt, Path chain, Path key) {
    /** The pair under {@code node}, when there is one. */
    static Optional<CertificateConfig> read(Node node) {
        if (!node.isWritten() || !node.requireObject()) {
            return Optional.empty();
        }
        Path chain = Scalars.path(node.child("chain"));
        Path key = Scalars.path(node.child("key"));
        node.refuseUnknownKeys();
        return Optional.of(new CertificateConfig(node.key(), chain, key));
    }
}
