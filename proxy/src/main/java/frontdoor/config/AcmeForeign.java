package frontdoor.config;

import frontdoor.challenge.ForeignClient;
import frontdoor.hocon.Node;
import frontdoor.hocon.Scalars;
import frontdoor.hosts.ServerPlace;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Reads where another ACME client has the answers to its challenges. */
final class AcmeForeign {
    private AcmeForeign() {}

    /** What is written under {@code node}; empty for off. */
    static Optional<ForeignClient> read(Node node) {
        if (node.isScalar() && node.text().equals("off")) {
            return Optional.empty();
        }
        if (!node.isObject()) {
            node.problemUnlessNull(
                    "expected off, { directory = \"/var/www/acme\" } or { url = \"http://certbot:80\" }, found "
                            + node.shown());
            return Optional.empty();
        }
        Node directory = node.child("directory");
        Node url = node.child("url");
        Optional<ForeignClient> read = Optional.empty();
        if (directory.isWritten() && url.isWritten()) {
            node.problem("has both directory and url; write the one of them that your client works with");
        } else {
            read = url.isWritten() ? server(url) : webroot(directory);
        }
        node.refuseUnknownKeys();
        return read;
    }

    private static Optional<ForeignClient> webroot(Node node) {
        Path path = Scalars.path(node);
        if (!path.toString().isEmpty() && !Files.isDirectory(path)) {
            node.problem(path + ": is no directory; create it, or write the one that your client calls its webroot");
        }
        return Optional.of(new ForeignClient.Webroot(path));
    }

    private static Optional<ForeignClient> server(Node node) {
        Optional<BackendUrl> url = ServerUrlReader.read(node);
        if (url.isPresent()
                && !url.get().tls()
                && url.get().place() instanceof ServerPlace.Port(String host, int port)) {
            return Optional.of(new ForeignClient.Server(host, port));
        }
        if (url.isPresent()) {
            node.problem(
                    "expected the place of a client that answers in the clear, such as \"http://certbot:80\", found "
                            + node.shown());
        }
        return Optional.empty();
    }
}
