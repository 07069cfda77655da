package frontdoor.config;

import frontdoor.hocon.Node;
import frontdoor.hocon.Scalars;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Reads {@code certificates}, and the {@code certificate} of a site. */
final class CertificateReader {
    private CertificateReader() {}

    static Optional<Path> directory(Node certificates) {
        Node directory = certificates.child("directory");
        return directory.isWritten() ? Optional.of(Scalars.path(directory)) : Optional.empty();
    }

    static List<CertificateConfig> pairs(Node certificates) {
        return certificates.named().stream()
                .flatMap(node -> pair(node).stream())
                .toList();
    }

    /** The pair under {@code node}, when there is one. */
    static Optional<CertificateConfig> pair(Node node) {
        if (!node.isWritten() || !node.requireObject()) {
            return Optional.empty();
        }
        Path chain = Scalars.path(node.child("chain"));
        Path key = Scalars.path(node.child("key"));
        node.refuseUnknownKeys();
        return Optional.of(new CertificateConfig(node.key(), chain, key));
    }
}
