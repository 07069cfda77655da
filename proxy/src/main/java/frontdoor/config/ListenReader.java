package frontdoor.config;

import frontdoor.hocon.Node;
import frontdoor.hocon.Scalars;
import frontdoor.hosts.ListenAddress;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads {@code listen} and {@code admin}. */
final class ListenReader {
    private final Set<ListenAddress> taken = new HashSet<>();

    ListenConfig read(Node node) {
        node.requireObject();
        List<ListenAddress> plaintext = addresses(node.child("plaintext"));
        Node tlsNode = node.child("tls");
        List<ListenAddress> tls = addresses(tlsNode);
        if (tlsNode.isEmptyList()) {
            tlsNode.problem("is empty; a front door needs at least one TLS address");
        }
        ListenConfig listen = new ListenConfig(
                plaintext,
                tls,
                Scalars.integer(node.child("public-tls-port"), 1, 65_535),
                Scalars.bool(node.child("http2")),
                ListenTimeouts.read(node.child("timeouts")),
                ListenLimits.read(node.child("limits")));
        node.refuseUnknownKeys();
        return listen;
    }

    AdminConfig readAdmin(Node node) {
        node.requireObject();
        Node listen = node.child("listen");
        node.refuseUnknownKeys();
        if (listen.isScalar() && listen.text().equals("off")) {
            return new AdminConfig.Off();
        }
        Optional<ListenAddress> address = HostAndPort.listen(listen);
        address.filter(one -> !one.address().map(ip -> ip.isLoopbackAddress()).orElse(false))
                .ifPresent(
                        _ -> listen.problem(
                                listen.shown()
                                        + " is not a loopback address, and the admin listener has no other protection; write \"127.0.0.1:PORT\" or off"));
        address.ifPresent(one -> take(listen, one));
        return address.<AdminConfig>map(AdminConfig.Open::new).orElseGet(AdminConfig.Off::new);
    }

    private List<ListenAddress> addresses(Node list) {
        return list.elements().stream()
                .flatMap(element -> HostAndPort.listen(element).filter(one -> take(element, one)).stream())
                .toList();
    }

    private boolean take(Node node, ListenAddress address) {
        boolean free = address.port() == 0 || taken.add(address);
        if (!free) {
            node.problem(node.shown() + " is listened on already");
        }
        return free;
    }
}
