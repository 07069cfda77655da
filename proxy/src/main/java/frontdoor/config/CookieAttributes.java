package frontdoor.config;

import frontdoor.hocon.Node;
import frontdoor.hocon.Quoted;
import frontdoor.hocon.Scalars;
import frontdoor.idna.Idna;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The changes of the attributes of a backend's cookies.
 *
 * @param domains what comes in the place of each Domain, in lower case and without a dot in front; empty to take it out
 * @param paths what comes in the place of the beginning of a Path
 * @param sameSite the SameSite of cookies that have none; empty to leave them so
 * @param httpOnly whether each gets HttpOnly
 */
public record CookieAttributes(
        Map<String, String> domains, Map<String, String> paths, Optional<String> sameSite, boolean httpOnly) {
    private static final String NONE = "none";

    public CookieAttributes {
        domains = Map.copyOf(domains);
        paths = Map.copyOf(paths);
    }

    /** What is written in {@code repair}. */
    static CookieAttributes read(Node repair) {
        Map<String, String> domains = new LinkedHashMap<>();
        for (Node domain : named(repair.child("cookie-domain"))) {
            String to = Scalars.text(domain).orElse(NONE);
            host(domain.name(), domain);
            if (!to.equals(NONE)) {
                host(to, domain);
            }
            domains.put(Idna.toALabels(plain(domain.name())), to.equals(NONE) ? "" : Idna.toALabels(plain(to)));
        }
        Map<String, String> paths = new LinkedHashMap<>();
        for (Node path : named(repair.child("cookie-path"))) {
            String to = Scalars.text(path).orElse("/");
            if (!path.name().startsWith("/") || !to.matches("/[!-:<-~]*")) {
                path.problem("expected a path for a path, as in { \"/app/\" = \"/\" }, found " + path.shown());
            }
            paths.put(path.name(), to);
        }
        String sameSite = Scalars.choice(repair.child("cookie-same-site"), List.of("off", "lax", "strict", NONE));
        return new CookieAttributes(
                domains,
                paths,
                sameSite.equals("off") ? Optional.empty() : Optional.of(title(sameSite)),
                Scalars.bool(repair.child("cookie-http-only")));
    }

    private static List<Node> named(Node block) {
        return block.isWritten() && block.requireObject() ? block.named() : List.of();
    }

    private static void host(String text, Node node) {
        HostPatternReader.wrong(plain(text)).ifPresent(wrong -> node.problem(Quoted.of(text) + " " + wrong));
    }

    private static String plain(String domain) {
        return (domain.startsWith(".") ? domain.substring(1) : domain).toLowerCase(Locale.ROOT);
    }

    private static String title(String word) {
        return word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1);
    }

    /** Whether nothing is to be done. */
    public boolean isEmpty() {
        return domains.isEmpty() && paths.isEmpty() && sameSite.isEmpty() && !httpOnly;
    }
}
