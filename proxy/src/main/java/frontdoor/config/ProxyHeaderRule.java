package frontdoor.config;

import frontdoor.hocon.Node;
import frontdoor.hocon.Scalars;
import frontdoor.hosts.Networks;
import java.util.List;

/** The listeners' way with a PROXY header before anything else of a connection. */
public enum ProxyHeaderRule {
    /** It is none of theirs: whatever looks like one is malformed. */
    OFF,
    /** Trusted proxies may begin with it. */
    ACCEPT,
    /** Everybody has to, and only trusted proxies can. */
    REQUIRE;

    /** What is written under {@code node}, for the proxies that are {@code trusted}. */
    static ProxyHeaderRule read(Node node, Networks trusted) {
        ProxyHeaderRule rule = switch (Scalars.choice(node, List.of("off", "accept", "require"))) {
            case "accept" -> ACCEPT;
            case "require" -> REQUIRE;
            default -> OFF;
        };
        if (rule != OFF && trusted.isEmpty()) {
            node.problem(
                    "is " + node.shown()
                            + ", but the header of nobody is believed; write who sends it: listen.trusted-proxies = [\"192.0.2.0/24\"]");
        }
        return rule;
    }
}
