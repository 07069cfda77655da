package frontdoor.route;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/** The rule of a route for the path of a request. It is compared in its normal form, so no other spelling gets past the rule. */
public sealed interface PathRule {
    /** The rule as it is written. */
    String written();

    /** The same for two rules that cover the same. */
    default String identity() {
        return written();
    }

    /** Whether {@code path}, in its normal form, is covered. */
    boolean covers(String path);

    /** One path and no other. */
    static PathRule exact(String written) {
        return new Exact(written, normal(written));
    }

    /** What begins with these segments: with a slash at the end what is below them, without one also the path itself. */
    static PathRule prefix(String written) {
        return new Prefix(written, normal(written));
    }

    /** What an expression finds; {@link #wrongExpression} has found nothing wrong with it. */
    static PathRule regex(String written) {
        return new Regex(written, Pattern.compile(written));
    }

    /** What is wrong with the path of a rule, as the end of a sentence that begins with it; null if nothing is. */
    static @Nullable String wrongPath(String written) {
        String normal = NormalPath.of(written);
        if (normal == null) {
            return "could be read in two ways by two backends, and no such request is forwarded; write it without an encoded"
                    + " slash, backslash, percent or semicolon, and without .. above the root";
        }
        return NormalPath.isNormal(written)
                ? null
                : "has a doubled slash, a dot segment or a path parameter, and paths are compared without them; write \""
                        + PathText.inPath(normal) + "\"";
    }

    /** What is wrong with an expression, as the end of a sentence that begins with it; null if nothing is. */
    static @Nullable String wrongExpression(String written) {
        if (!written.chars().allMatch(c -> c >= 0x20 && c < 0x7f)) {
            return "has a character that is not printable ASCII; write the octets of its UTF-8 form, as in \\x{C3}\\x{A9}";
        }
        try {
            Pattern.compile(written);
            return null;
        } catch (PatternSyntaxException wrong) {
            return "is no expression of RE2: " + wrong.getDescription()
                    + (wrong.getPattern() == null ? "" : " at \"" + wrong.getPattern() + "\"")
                    + "; write it in the syntax of https://github.com/google/re2/wiki/Syntax";
        }
    }

    private static String normal(String written) {
        String normal = NormalPath.of(written);
        if (normal == null) {
            throw new IllegalArgumentException("a path that " + wrongPath(written));
        }
        return normal;
    }

    /**
     * One path and no other.
     *
     * @param path in its normal form
     */
    record Exact(String written, String path) implements PathRule {
        @Override
        public String identity() {
            return path;
        }

        @Override
        public boolean covers(String asked) {
            return asked.equals(path);
        }
    }

    /**
     * A path and everything below it.
     *
     * @param path in its normal form
     */
    record Prefix(String written, String path) implements PathRule {
        @Override
        public String identity() {
            return path;
        }

        @Override
        public boolean covers(String asked) {
            if (!asked.startsWith(path)) {
                return false;
            }
            return path.endsWith("/") || asked.length() == path.length() || asked.charAt(path.length()) == '/';
        }
    }

    /** Every path that an expression finds, in time that is linear in the length of the path, whatever the expression (RE2). */
    record Regex(String written, Pattern pattern) implements PathRule {
        @Override
        public boolean covers(String asked) {
            return pattern.matcher(asked).find();
        }

        /** The groups of the first place that is found in {@code path}, which is covered. */
        Matcher groupsIn(String path) {
            Matcher matcher = pattern.matcher(path);
            if (!matcher.find()) {
                throw new IllegalArgumentException("a path that the rule does not cover");
            }
            return matcher;
        }
    }
}
