package frontdoor.config;

import frontdoor.hocon.Node;
import frontdoor.hocon.Scalars;
import java.util.List;

/** The status of the redirects that a site's scheme makes. */
public sealed interface RedirectStatus {
    /** 301 for GET and HEAD, 308 for the rest. */
    record Auto() implements RedirectStatus {}

    /** One status for every method: 301, 302, 307 or 308. */
    record Fixed(int status) implements RedirectStatus {}

    /** What is written under {@code node}. */
    static RedirectStatus read(Node node) {
        String choice = Scalars.choice(node, List.of("auto", "301", "302", "307", "308"));
        return choice.equals("auto") ? new Auto() : new Fixed(Integer.parseInt(choice));
    }
}
