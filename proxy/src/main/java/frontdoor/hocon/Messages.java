package frontdoor.hocon;

import com.typesafe.config.ConfigException;
import frontdoor.report.Problem;
import java.util.regex.Pattern;

/** The library's errors in the form of our own: one line, without the place that a {@link Problem} shows anyway. */
public final class Messages {
    /** The library guesses at quotes wherever it stops, and at another kind of file, which this program does not read. */
    private static final Pattern WRONG_ADVICE = Pattern.compile(" \\(if you (intended|want) .*");

    private Messages() {}

    public static String plain(ConfigException failed) {
        String message = String.valueOf(failed.getMessage());
        String place = failed.origin() == null ? "" : failed.origin().description() + ": ";
        String text = Origins.inFiles(message.startsWith(place) ? message.substring(place.length()) : message);
        String line = text.replaceAll("\\s+", " ").strip();
        return switch (failed) {
            case ConfigException.UnresolvedSubstitution _ -> unresolved(line);
            // The library names the wrong character here.
            case ConfigException.Parse _ ->
                "syntax error: "
                        + WRONG_ADVICE
                                .matcher(line)
                                .replaceFirst("")
                                .replace("a close parentheses ')'", "a closing brace");
            // Its message would show all of the configuration and what came out of the environment.
            case ConfigException.BugOrBroken _ -> "cannot be read as HOCON: its substitutions are too involved";
            default -> line;
        };
    }

    private static String unresolved(String line) {
        String about = line.replace("Could not resolve substitution to a value: ", "");
        return about.contains("cycle of substitutions") ? about : "no value for " + about;
    }
}
