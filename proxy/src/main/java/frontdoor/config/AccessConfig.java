package frontdoor.config;

import frontdoor.hocon.Node;
import frontdoor.hosts.Network;
import frontdoor.hosts.Networks;
import java.net.InetAddress;
import java.util.List;

/**
 * The clients that a site, or a route, is for, by their addresses.
 *
 * @param allow who may come; where it is not empty, nobody else
 * @param deny who may not
 */
public record AccessConfig(Networks allow, Networks deny) {
    /** What is written under {@code node}. */
    static AccessConfig read(Node node) {
        node.requireObject();
        Node denied = node.child("deny");
        AccessConfig access = new AccessConfig(NetworkList.read(node.child("allow")), NetworkList.read(denied));
        List<Network> both =
                access.deny.all().stream().filter(access.allow.all()::contains).toList();
        both.forEach(
                network -> denied.problem("has " + network + ", which is in allow too; remove it from one of them"));
        node.refuseUnknownKeys();
        return access;
    }

    /** Whether everybody may come. */
    public boolean isOpen() {
        return allow.isEmpty() && deny.isEmpty();
    }

    /** Whether the client at {@code address} may come: the most specific network that has it decides. */
    public boolean admits(InetAddress address) {
        int allowed = allow.find(address);
        int denied = deny.find(address);
        return allowed == denied ? allow.isEmpty() : allowed > denied;
    }
}
