package frontdoor.config;

import frontdoor.hocon.Node;
import frontdoor.policy.HstsSyntax;
import frontdoor.policy.HstsTerms;
import java.util.Optional;
import java.util.regex.Pattern;

/** A Strict-Transport-Security field (RFC 6797 6.1) that somebody pasted into a configuration, with its name or without. */
final class PastedHeader {
    private static final Pattern NAME = Pattern.compile("(?i)Strict-Transport-Security:");

    private PastedHeader() {}

    /**
     * What follows {@code max-age} in a configuration that says the same: {@code = 31536000s, include-subdomains = true}; empty where
     * {@code node} holds something else.
     */
    static Optional<String> asConfigured(Node node) {
        return node.isScalar()
                ? Optional.ofNullable(HstsSyntax.read(NAME.matcher(node.text()).replaceFirst("")))
                        .map(PastedHeader::asConfigured)
                : Optional.empty();
    }

    private static String asConfigured(HstsTerms terms) {
        return "= " + terms.maxAge() + "s"
                + (terms.includeSubdomains() ? ", include-subdomains = true" : "")
                + (terms.preload() ? ", preload = true" : "");
    }
}
