package frontdoor.config;

import frontdoor.hocon.Node;
import frontdoor.hocon.Scalars;
import java.util.List;

/** A site's way with requests that come in the clear. */
public enum Plaintext {
    /** Redirects them to https on the same host. */
    REDIRECT,
    /** Answers 403. */
    REFUSE,
    /** Closes the connection. */
    CLOSE;

    static Plaintext read(Node node) {
        return switch (Scalars.choice(node, List.of("redirect", "refuse", "close"))) {
            case "refuse" -> REFUSE;
            case "close" -> CLOSE;
            default -> REDIRECT;
        };
    }
}
