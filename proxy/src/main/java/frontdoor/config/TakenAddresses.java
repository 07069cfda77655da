package frontdoor.config;

import frontdoor.hocon.Node;
import frontdoor.hosts.ListenAddress;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The addresses that are listened on, of which none can be twice. */
final class TakenAddresses {
    private final Set<ListenAddress> taken = new HashSet<>();

    /** The address that {@code node} holds, if it is one and still free. */
    Optional<ListenAddress> read(Node node) {
        return HostAndPort.listen(node).filter(address -> take(node, address));
    }

    List<ListenAddress> readAll(Node list) {
        return list.elements().stream()
                .flatMap(element -> read(element).stream())
                .toList();
    }

    /** Takes {@code address}; a problem where somebody has it already. */
    boolean take(Node node, ListenAddress address) {
        boolean free = address.port() == 0 || taken.add(address);
        if (!free) {
            node.problem(node.shown() + " is listened on already");
        }
        return free;
    }
}
