package frontdoor.config;

import frontdoor.hocon.Node;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The servers that sites lead to without an upstream: thousands of sites may lead to the same one, which is read once. */
final class Servers {
    private final Map<String, SiteTarget.Backend> known = new HashMap<>();

    /** The one that {@code node} holds; reports why it is none. */
    Optional<SiteTarget> read(Node node) {
        SiteTarget.Backend same = node.isScalar() ? known.get(node.text()) : null;
        if (same != null) {
            return Optional.of(same);
        }
        Optional<SiteTarget> read = ServerUrlReader.read(node).map(SiteTarget.Backend::new);
        read.ifPresent(target -> known.put(node.text(), (SiteTarget.Backend) target));
        return read;
    }
}
