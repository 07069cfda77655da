package frontdoor.hocon;

import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A line of HOCON that stops where a value lacks its double quotes, or that is written as YAML. */
final class Unquoted {
    private static final String RESERVED = ":=+?`^!@*&\\";
    private static final Pattern FIELD =
            Pattern.compile("(?<![\\w.:/\"-])([\\w.\"-]+)(\\s*\\+?=\\s*|\\s*:\\s*)('[^']*'|[^\\s\"{}\\[\\],#]+)");
    private static final Pattern ELEMENT = Pattern.compile("'[^']*'|\"[^\"]*\"|[^\\s\"\\[\\]{},]+");
    private static final Pattern YAML = Pattern.compile("\\s*(- .*|---\\s*(#.*)?|(- )?[\\w.\"-]+:\\s*(#.*)?)");

    private Unquoted() {}

    /**
     * What to write, if that can be told.
     *
     * @param lines of the file up to the one where the library stopped
     * @param inList whether that was within brackets
     */
    static Optional<String> advice(List<String> lines, boolean inList) {
        if (lines.isEmpty()) {
            return Optional.empty();
        }
        String line = lines.getLast();
        return inList ? element(line) : yaml(lines).or(() -> field(line));
    }

    private static Optional<String> yaml(List<String> lines) {
        String before = lines.size() < 2 ? "" : lines.get(lines.size() - 2);
        return YAML.matcher(lines.getLast()).matches() || YAML.matcher(before).matches()
                ? Optional.of("this is written as YAML; HOCON has blocks as KEY { ... }, values as KEY = \"VALUE\""
                        + " and lists as KEY = [\"VALUE\", \"VALUE\"]")
                : Optional.empty();
    }

    private static Optional<String> field(String line) {
        return FIELD.matcher(line)
                .results()
                .filter(one -> needsQuotes(one.group(3)) && !one.group(3).startsWith("//"))
                .findFirst()
                .map(Unquoted::field);
    }

    private static String field(MatchResult one) {
        return inQuotes(one.group(3), one.group(1) + one.group(2));
    }

    private static Optional<String> element(String line) {
        Matcher elements = ELEMENT.matcher(line);
        elements.region(line.indexOf('[') + 1, line.length());
        return elements.results()
                .map(MatchResult::group)
                .filter(Unquoted::needsQuotes)
                .findFirst()
                .map(one -> inQuotes(one, ""));
    }

    private static boolean needsQuotes(String value) {
        return !value.startsWith("\"") && value.chars().anyMatch(c -> RESERVED.indexOf(c) >= 0);
    }

    private static String inQuotes(String value, String key) {
        boolean single = value.length() > 1 && value.startsWith("'") && value.endsWith("'");
        String bare = single ? value.substring(1, value.length() - 1) : value;
        return (single ? "HOCON knows double quotes only: " : "write the value in double quotes: ") + key + "\""
                + bare.replace("\\", "\\\\") + "\"";
    }
}
