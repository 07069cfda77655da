package frontdoor.config;

import frontdoor.hocon.Node;
import frontdoor.hocon.Scalars;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The certificates that are not tied to one site.
 *
 * @param directory a directory whose pairs are used too
 * @param pairs in the order written
 */
public record CertificatesConfig(Optional<Path> directory, List<CertificateConfig> pairs) {
    public CertificatesConfig {
        pairs = List.copyOf(pairs);
    }

    static CertificatesConfig read(Node node) {
        if (node.isWritten()) {
            node.requireObject();
        }
        Node directory = node.child("directory");
        return new CertificatesConfig(
                directory.isWritten() ? Optional.of(Scalars.path(directory)) : Optional.empty(),
                node.named().stream()
                        .flatMap(pair -> CertificateConfig.readAll(pair).stream())
                        .toList());
    }
}
