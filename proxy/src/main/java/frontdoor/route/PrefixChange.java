package frontdoor.route;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/** A change that puts something else in the place of a rule's path, or nothing: what follows it stays as the client wrote it, behind one slash. */
final class PrefixChange implements PathChange {
    private final PathRule rule;
    /** Without a slash at its end. */
    private final String prefix;

    private final String[] segments;
    private final String replacement;
    private final String normalReplacement;

    PrefixChange(PathRule rule, String replacement) {
        this.rule = rule;
        this.prefix = withoutSlash(rule.identity());
        this.segments = prefix.isEmpty() ? new String[0] : prefix.substring(1).split("/", -1);
        this.replacement = replacement;
        this.normalReplacement = requireNonNull(NormalPath.of(replacement));
    }

    private static String withoutSlash(String path) {
        return path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    }

    @Override
    public @Nullable String of(String target) {
        if (!target.startsWith("/")) {
            return target;
        }
        int mark = target.indexOf('?');
        String query = mark < 0 ? "" : target.substring(mark);
        if (rule instanceof PathRule.Exact) {
            return replacement + query;
        }
        String asked = target.substring(0, target.length() - query.length());
        String normal = NormalPath.of(asked);
        int cut = endOfPrefix(asked);
        if (normal == null || cut < 0) {
            return null;
        }
        String changed = put(replacement, asked.substring(cut));
        // The rest of the path as it was compared is what the rule means: no backend may read another one, such as
        // /../x.
        boolean meant =
                put(normalReplacement, normal.substring(prefix.length())).equals(NormalPath.of(changed));
        return meant ? changed + query : null;
    }

    /** Where the rule's segments end in {@code asked}, however they are encoded; -1 if something else stands among them. */
    private int endOfPrefix(String asked) {
        int at = 0;
        for (String segment : segments) {
            if (at >= asked.length() || asked.charAt(at) != '/') {
                return -1;
            }
            int next = asked.indexOf('/', at + 1);
            int end = next < 0 ? asked.length() : next;
            if (!segment.equals(NormalPath.decode(asked.substring(at + 1, end)))) {
                return -1;
            }
            at = end;
        }
        return at;
    }

    /** Two slashes in front would make a host of what follows them (RFC 3986 4.2). */
    private static String put(String replacement, String rest) {
        int slashes = 0;
        while (slashes < rest.length() && rest.charAt(slashes) == '/') {
            slashes++;
        }
        return rest.isEmpty() ? replacement : withoutSlash(replacement) + "/" + rest.substring(slashes);
    }
}
