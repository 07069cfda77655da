package frontdoor.config;

import frontdoor.hocon.Node;
import frontdoor.hocon.Scalars;
import frontdoor.hosts.Network;
import frontdoor.hosts.Networks;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads a list of networks, such as {@code ["192.0.2.0/24", "2001:db8::/32", "198.51.100.7"]}. */
final class NetworkList {
    private NetworkList() {}

    /** The networks that {@code list} names; may be none. */
    static Networks read(Node list) {
        List<Network> networks = new ArrayList<>();
        for (Node element : list.elements()) {
            network(element).ifPresent(networks::add);
        }
        return Networks.of(networks);
    }

    private static Optional<Network> network(Node node) {
        Optional<String> text = Scalars.text(node);
        Optional<Network> network = text.flatMap(Network::parse);
        if (text.isPresent() && network.isEmpty()) {
            node.problem(node.shown()
                    + " is no network; write one such as \"192.0.2.0/24\", \"2001:db8::/32\" or \"192.0.2.1\"");
        }
        if (network.filter(found -> hasBitsBehindPrefix(text.orElseThrow(), found))
                .isPresent()) {
            // A slip of the pen, in the one or in the other.
            node.problem(node.shown() + " has bits behind its prefix; write \"" + network.orElseThrow()
                    + "\", or the address alone");
        }
        return network;
    }

    private static boolean hasBitsBehindPrefix(String text, Network network) {
        return Network.parse(text.replaceFirst("/.*", ""))
                .filter(address -> address.upper() == network.upper() && address.lower() == network.lower())
                .isEmpty();
    }
}
