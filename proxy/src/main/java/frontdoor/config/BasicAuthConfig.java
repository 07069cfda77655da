package frontdoor.config;

import frontdoor.hocon.NamedFiles;
import frontdoor.hocon.Node;
import frontdoor.login.Users;
import java.util.Optional;

/**
 * The login by name and password before a site.
 *
 * @param users who may come in; somebody
 */
public record BasicAuthConfig(Users users) {
    /** What is written under {@code node}; empty for off. */
    static Optional<BasicAuthConfig> read(Node node) {
        if (node.isScalar() && node.text().equals("off")) {
            return Optional.empty();
        }
        if (!node.isObject()) {
            node.problemUnlessNull("expected off or { users-file = FILE }, found " + node.shown());
            return Optional.empty();
        }
        Node file = node.child("users-file");
        Optional<Users> users = NamedFiles.read(file, Users.MOST_OCTETS)
                .map(content -> Users.read(content, fault -> file.problem(fault)));
        users.filter(Users::isEmpty)
                .ifPresent(_ -> file.problem(file.shown() + " has no users; add one with htpasswd -B FILE NAME"));
        node.refuseUnknownKeys();
        return users.map(BasicAuthConfig::new);
    }
}
