package frontdoor.config;

import frontdoor.hocon.Node;
import frontdoor.hocon.Scalars;
import frontdoor.report.Spelling;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The value of a field as it is written: text and variables. A brace that is not around a name stands for itself, as in the JSON of some
 * fields.
 *
 * @param parts in their order
 */
public record FieldTemplate(List<Part> parts) {
    private static final Pattern VARIABLE = Pattern.compile("\\{([a-z][a-z0-9-]*)}");

    public FieldTemplate {
        parts = List.copyOf(parts);
    }

    /** A piece of a value. */
    public sealed interface Part {}

    /** Text that stands for itself, one character per octet. */
    public record Text(String text) implements Part {}

    /** Whatever the exchange has. */
    public record Variable(FieldVariable variable) implements Part {}

    /** The value where it has no variable. */
    Optional<String> plain() {
        return switch (parts.size()) {
            case 0 -> Optional.of("");
            case 1 -> parts.getFirst() instanceof Text(String text) ? Optional.of(text) : Optional.empty();
            default -> Optional.empty();
        };
    }

    /** The value in {@code node}; an empty one after a problem. */
    static FieldTemplate read(Node node) {
        Optional<String> text = Scalars.text(node);
        if (text.isPresent() && !isValue(text.get())) {
            node.problem(
                    node.shown()
                            + " can be no value of a field: it has a blank at an end, or a character that is not printable ASCII; remove that");
            return new FieldTemplate(List.of());
        }
        return text.map(written -> of(node, written)).orElseGet(() -> new FieldTemplate(List.of()));
    }

    /** RFC 9110 5.5: visible ASCII with blanks between; what is beyond has no common meaning. */
    static boolean isValue(String text) {
        return text.strip().equals(text) && text.chars().allMatch(c -> c >= 0x20 && c < 0x7f || c == '\t');
    }

    private static FieldTemplate of(Node node, String text) {
        List<Part> parts = new ArrayList<>();
        Matcher variables = VARIABLE.matcher(text);
        int from = 0;
        while (variables.find()) {
            String word = variables.group(1);
            Optional<FieldVariable> variable = FieldVariable.named(word);
            if (variable.isEmpty()) {
                node.problem("no variable is called {" + word + "}; " + Spelling.hint(word, FieldVariable.words()));
            }
            if (from < variables.start()) {
                parts.add(new Text(text.substring(from, variables.start())));
            }
            variable.map(Variable::new).ifPresent(parts::add);
            from = variables.end();
        }
        if (from < text.length()) {
            parts.add(new Text(text.substring(from)));
        }
        return new FieldTemplate(parts);
    }
}
