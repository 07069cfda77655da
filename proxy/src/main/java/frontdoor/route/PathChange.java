package frontdoor.route;

import org.jspecify.annotations.Nullable;

/**
 * A change of the path that a route forwards.
 *
 * <p>What comes out is what the rule means, whatever the spelling of what went in: a target with which a backend could be led elsewhere, by
 * an encoded or doubled slash, a dot segment or a path parameter, is refused. Immutable.
 */
public sealed interface PathChange permits PrefixChange, Rewrite {
    /**
     * The target for the backend.
     *
     * @param target {@code /path?query} as the client wrote it, which the rule covers; anything else stays as it is
     * @return null if it cannot be told what the rule would make of it
     */
    @Nullable
    String of(String target);

    /** Puts {@code replacement}, which starts with {@code /}, in the place of the rule's path; a slash alone takes it off. */
    static PathChange replacing(PathRule rule, String replacement) {
        return new PrefixChange(rule, replacement);
    }

    /**
     * Makes a target of {@code template}: {@code $1} to {@code $9} are groups of the rule's expression, and the query that was asked with
     * follows, unless the template ends with {@code ?}.
     */
    static PathChange rewriting(PathRule rule, String template) {
        return new Rewrite(rule, template);
    }

    /** What is wrong with a template for {@code rule}, as the end of a sentence that begins with it; null if nothing is. */
    static @Nullable String wrongTemplate(PathRule rule, String template) {
        return Rewrite.wrong(rule, template);
    }
}
