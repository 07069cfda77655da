package frontdoor.hocon;

import com.typesafe.config.ConfigException;
import frontdoor.report.Place;
import frontdoor.report.Problem;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** An error of syntax in an operator's words: where something began that has no end, rather than the end of the file where that is noticed. */
public final class SyntaxError {
    /** A character that only quotes make part of a value, or the marker of a document that begins YAML. */
    private static final Pattern UNQUOTED =
            Pattern.compile("(got|token:|element) '?[:=+?`^!@*&\\\\]|\\+' not followed by|Key '\"?-");

    /** A line as nginx has it: a directive, its value, and a semicolon. */
    private static final Pattern DIRECTIVE = Pattern.compile("\\s*([A-Za-z][\\w-]*\\s+[^\\s=:{+].*;)\\s*");

    private static final Pattern WITHOUT_VALUE = Pattern.compile("Key '\"?([^'\"]*)\"?' may not be followed by token");

    private final Place at;
    private final String text;
    private final HoconScanner scanner;
    private String lateEnd = "";
    private HoconField.@Nullable Start late;

    private SyntaxError(Place at, String text) {
        this.at = at;
        this.text = text;
        this.scanner = new HoconScanner(text);
    }

    /**
     * The problem that the library found at {@code at}.
     *
     * @param text of the whole file
     * @param foreign what to write for a line that another program reads; empty when none is known to
     */
    public static Problem of(
            ConfigException failed, Place at, String text, Function<String, Optional<String>> foreign) {
        String found = Messages.plain(failed);
        Optional<Problem> unended = new SyntaxError(at, text).unended(found.contains("end of file"));
        return unended.or(() -> unquoted(found, at, text))
                .or(() -> directive(at, text, foreign))
                .or(() -> withoutValue(found, at, text, foreign))
                .orElseGet(() -> new Problem(at, "", found));
    }

    private static Optional<Problem> unquoted(String found, Place at, String text) {
        if (found.contains("unbalanced close brace")) {
            return Optional.of(new Problem(at, "", "syntax error: the } here closes nothing; take it out"));
        }
        if (!UNQUOTED.matcher(found).find()) {
            return Optional.empty();
        }
        List<String> lines = text.lines().limit(at.line()).toList();
        return Unquoted.advice(lines, found.contains("List should"))
                .map(advice -> new Problem(at, "", "syntax error: " + advice));
    }

    /** The library takes such a line for a key, or the URL in it for a comment, and tells of it where the next thing begins. */
    private static Optional<Problem> directive(Place at, String text, Function<String, Optional<String>> foreign) {
        List<String> lines = text.lines().limit(at.line()).toList();
        int line = lines.size();
        Matcher written = DIRECTIVE.matcher(line == 0 ? "" : lines.getLast());
        while (!written.matches()
                && line > 1
                && (line == lines.size() || lines.get(line - 1).isBlank())) {
            line--;
            written = DIRECTIVE.matcher(lines.get(line - 1));
        }
        return written.matches()
                ? Optional.of(withoutValue(new Place(at.file(), line), written.group(1), foreign))
                : Optional.empty();
    }

    /** The library tells of a key without a value where the next one begins. */
    private static Optional<Problem> withoutValue(
            String found, Place at, String text, Function<String, Optional<String>> foreign) {
        Matcher key = WITHOUT_VALUE.matcher(found);
        if (!key.find()) {
            return Optional.empty();
        }
        String written = key.group(1);
        List<String> lines = text.lines().limit(at.line()).toList();
        int line = lines.size();
        while (line > 1 && !lines.get(line - 1).contains(written)) {
            line--;
        }
        return Optional.of(withoutValue(new Place(at.file(), line), written, foreign));
    }

    private static Problem withoutValue(Place at, String written, Function<String, Optional<String>> foreign) {
        String advice = foreign.apply(written).map(one -> ". " + one).orElse("");
        return new Problem(
                at,
                "",
                "syntax error: " + Quoted.of(written) + " has no value; write KEY = VALUE, or KEY { ... }" + advice);
    }

    private Optional<Problem> unended(boolean atEnd) {
        for (var found = scanner.next(); found != HoconScanner.Found.END; found = scanner.next()) {
            if (found == HoconScanner.Found.CLOSE && late == null) {
                findLate(scanner.closed(), scanner.found());
            }
        }
        HoconField.Start unended = scanner.unended();
        if (unended == null) {
            return Optional.empty();
        }
        return switch (text.charAt(unended.at())) {
            case '"' -> Optional.of(problem(unended, "the quote that begins here does not end"));
            case '$' -> Optional.of(problem(unended, "the ${ that begins here does not end in its line"));
            case '{', '[' -> atEnd ? Optional.of(open(unended)) : Optional.empty();
            default -> Optional.empty();
        };
    }

    private Problem open(HoconField.Start unended) {
        return late == null
                ? problem(unended, "the " + text.charAt(unended.at()) + " that opens here is never closed")
                : problem(late, lateEnd);
    }

    /** A bracket that is closed by one at another depth of indentation is the likeliest to lack its own. */
    private void findLate(HoconField.@Nullable Start opened, HoconField.Start closed) {
        if (opened == null || opened.line() == closed.line() || !isFirstOfLine(closed.at())) {
            return;
        }
        if (indentation(opened.at()) != indentation(closed.at())) {
            late = opened;
            lateEnd =
                    "the %s that opens here seems not to be closed: what closes it is the %s in line %d, which is indented otherwise"
                            .formatted(text.charAt(opened.at()), text.charAt(closed.at()), closed.line());
        }
    }

    private boolean isFirstOfLine(int position) {
        return text.substring(text.lastIndexOf('\n', position) + 1, position).isBlank();
    }

    private int indentation(int position) {
        int start = text.lastIndexOf('\n', position) + 1;
        int first = start;
        while (first < text.length() && (text.charAt(first) == ' ' || text.charAt(first) == '\t')) {
            first++;
        }
        return first - start;
    }

    private Problem problem(HoconField.Start where, String what) {
        return new Problem(new Place(at.file(), where.line()), "", "syntax error: " + what);
    }
}
