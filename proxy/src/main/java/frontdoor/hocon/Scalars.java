package frontdoor.hocon;

import com.typesafe.config.ConfigValueType;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads single values; each reports what is wrong and returns some value all the same, so that one reading finds every
 * problem. A configuration with problems is never built, so that value is never used.
 */
public final class Scalars {
    private static final Pattern PERCENT = Pattern.compile("(\\d{1,3})\\s?%");

    private Scalars() {}

    /** The text of a key that has to be there; empty when it is not, or is no scalar. */
    public static Optional<String> text(Node node) {
        if (node.isScalar()) {
            return Optional.of(node.text());
        }
        if (!node.isWritten()) {
            node.problem("is missing");
        } else if (!node.is(ConfigValueType.NULL)) {
            node.problem("expected a single value, found " + node.shown());
        }
        return Optional.empty();
    }

    public static boolean bool(Node node) {
        Optional<String> text = text(node);
        if (text.isEmpty()) {
            return false;
        }
        return switch (text.get()) {
            case "true", "yes", "on" -> true;
            case "false", "no", "off" -> false;
            default -> {
                node.problem("expected true or false, found " + node.shown());
                yield false;
            }
        };
    }

    public static int integer(Node node, int least, int most) {
        return integer(node, least, most, "");
    }

    private static int integer(Node node, int least, int most, String orElse) {
        Optional<String> text = text(node);
        if (text.isEmpty()) {
            return least;
        }
        try {
            int value = Integer.parseInt(text.get());
            if (value >= least && value <= most) {
                return value;
            }
        } catch (NumberFormatException _) {
            // The same answer as for one that is out of range.
        }
        node.problem("expected a whole number from " + least + " to " + most + orElse + ", found " + node.shown());
        return least;
    }

    /** A number, or empty for {@code word}. */
    public static OptionalInt integerOr(String word, Node node, int least, int most) {
        if (node.isScalar() && node.text().equals(word)) {
            return OptionalInt.empty();
        }
        return OptionalInt.of(integer(node, least, most, ", or " + word));
    }

    /** A share, 0% to 100%, in whole percent. */
    public static int percent(Node node) {
        Optional<String> text = text(node);
        if (text.isEmpty()) {
            return 0;
        }
        Matcher form = PERCENT.matcher(text.get().strip());
        if (form.matches() && Integer.parseInt(form.group(1)) <= 100) {
            return Integer.parseInt(form.group(1));
        }
        String fix = text.get().matches("\\d{1,2}|100") ? "; write " + text.get() + "%" : "";
        node.problem("expected a share from 0% to 100%, found " + node.shown() + fix);
        return 0;
    }

    /** One of {@code choices}; the first of them after a problem. */
    public static String choice(Node node, List<String> choices) {
        Optional<String> text = text(node);
        if (text.isPresent() && !choices.contains(text.get())) {
            node.problem("expected " + String.join(" or ", choices) + ", found " + node.shown());
        }
        return text.filter(choices::contains).orElse(choices.getFirst());
    }

    /** A path; a relative one is relative to the file that names it. */
    public static Path path(Node node) {
        Optional<String> text = text(node);
        Path nowhere = Path.of("");
        if (text.isEmpty()) {
            return nowhere;
        }
        if (text.get().contains("-----BEGIN")) {
            node.problem("holds a PEM text; write the path of a file that holds it");
            return nowhere;
        }
        if (text.get().isBlank()) {
            node.problem("is empty; write the path of a file");
            return nowhere;
        }
        try {
            return Path.of(node.place().file()).resolveSibling(text.get());
        } catch (InvalidPathException _) {
            node.problem(node.shown() + " is not a path");
            return nowhere;
        }
    }
}
