package frontdoor.config;

import frontdoor.hocon.Node;
import frontdoor.hosts.ListenAddress;
import java.util.Optional;

/** Whether and where the admin listener (health, metrics) is open. */
public sealed interface AdminConfig {
    /** {@code admin.listen = off}. */
    record Off() implements AdminConfig {}

    /** Open on a loopback address. */
    record Open(ListenAddress listen) implements AdminConfig {}

    /** What is written under {@code node}, where others listen on {@code taken}. */
    static AdminConfig read(Node node, TakenAddresses taken) {
        node.requireObject();
        Node listen = node.child("listen");
        node.refuseUnknownKeys();
        if (listen.isScalar() && listen.text().equals("off")) {
            return new Off();
        }
        Optional<ListenAddress> address = HostAndPort.listen(listen);
        address.filter(one -> !one.address().map(ip -> ip.isLoopbackAddress()).orElse(false))
                .ifPresent(
                        _ -> listen.problem(
                                listen.shown()
                                        + " is not a loopback address, and the admin listener has no other protection; write \"127.0.0.1:PORT\" or off"));
        address.ifPresent(one -> taken.take(listen, one));
        return address.<AdminConfig>map(Open::new).orElseGet(Off::new);
    }
}
