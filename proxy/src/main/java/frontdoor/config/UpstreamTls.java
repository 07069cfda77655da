package frontdoor.config;

import frontdoor.hocon.Node;
import frontdoor.hocon.Scalars;
import frontdoor.hosts.Addresses;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The terms of TLS with the https servers of an upstream, as files that nothing has opened yet.
 *
 * @param configuredAt the key that names them, such as {@code upstreams.shop.tls}
 * @param verify whether the chain and the name of what a server presents are verified
 * @param authorities PEM: who may have issued that; empty for those that Java ships
 * @param name that each server is asked for and has to present; empty for the host it is reached by
 * @param certificate what is presented to a server that asks for it
 */
public record UpstreamTls(
        String configuredAt,
        boolean verify,
        Optional<Path> authorities,
        Optional<String> name,
        Optional<CertificateConfig> certificate) {
    private static final String SYSTEM = "system";

    static UpstreamTls read(Node node) {
        node.requireObject();
        Node authorities = node.child("authorities");
        UpstreamTls tls = new UpstreamTls(
                node.key(),
                Scalars.bool(node.child("verify")),
                authorities.isScalar() && authorities.text().equals(SYSTEM)
                        ? Optional.empty()
                        : Optional.of(Scalars.path(authorities)),
                name(node.child("name")),
                CertificateConfig.read(node.child("certificate")));
        node.refuseUnknownKeys();
        return tls;
    }

    private static Optional<String> name(Node node) {
        if (!node.isWritten()) {
            return Optional.empty();
        }
        Optional<String> name = Scalars.text(node);
        name.filter(text ->
                        !ServerUrlReader.isHost(text) && Addresses.parse(text).isEmpty())
                .ifPresent(_ -> node.problem(node.shown()
                        + " is no name of a host; write it without scheme and port, such as \"legacy.example.com\""));
        return name;
    }
}
