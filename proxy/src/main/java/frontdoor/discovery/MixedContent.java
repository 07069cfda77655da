package frontdoor.discovery;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Something that a page asked for in the clear, as a browser reported it.
 *
 * @param page the path of the page
 * @param resource its address
 * @param directive the kind of resource, such as {@code img-src}
 */
record MixedContent(String page, String resource, String directive) {
    private static final String VIOLATION = "csp-violation";
    private static final Set<String> CLEAR = Set.of("http", "ws", "ftp");
    /** What falls back to default-src, and what the policy names itself (CSP 3, chapter 6). */
    private static final Set<String> DIRECTIVES = Set.of(
            "base-uri",
            "child-src",
            "connect-src",
            "default-src",
            "fenced-frame-src",
            "font-src",
            "form-action",
            "frame-src",
            "img-src",
            "manifest-src",
            "media-src",
            "object-src",
            "prefetch-src",
            "script-src",
            "script-src-elem",
            "style-src",
            "style-src-elem",
            "worker-src");

    /** What {@code violation} tells of pages of {@code host}; null if that is no mixed content, or of somebody else's page. */
    static @Nullable MixedContent of(Violation violation, String host) {
        if (!violation.type().isEmpty() && !violation.type().equals(VIOLATION)) {
            return null;
        }
        HttpUrl page = HttpUrl.parse(violation.page());
        HttpUrl blocked = HttpUrl.parse(violation.blocked());
        if (page == null || !page.scheme().equals("https") || !page.isOf(host)) {
            return null;
        }
        if (blocked == null || !CLEAR.contains(blocked.scheme())) {
            return null;
        }
        return new MixedContent(page.page(), blocked.toString(), directive(violation.directive()));
    }

    /** The older format may tell the whole directive: a name and its sources. */
    private static String directive(String told) {
        int space = told.indexOf(' ');
        String name = space < 0 ? told : told.substring(0, space);
        return DIRECTIVES.contains(name) ? name : "other";
    }
}
