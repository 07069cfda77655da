package frontdoor.hocon;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A long HOCON text in pieces that say together what it says: some of its fields each, at the lines where they stand.
 *
 * <p>The library merges every {@code sites.NAME { }} into all that came before it, which it copies; so thousands of them in one piece would
 * cost the square of their number. A text is divided at the root and inside the blocks there, such as {@code frontdoor { }}, and only
 * between lines of which one ends a field and the next begins one.
 */
final class HoconPieces {
    /** Fields of a piece: few enough to be merged one by one, many enough that the lines before it do not count. */
    static final int FIELDS = 50;

    /** The key of the lines before a piece: to be taken out of what the piece says, for no operator can have meant it. */
    static final String LINES_BEFORE = "\0";

    private static final String TRIPLE = "\"\"\"";

    /** Characters between a key and what refers to it. */
    private static final int LONGEST = 300;

    private final String text;
    private final List<String> pieces = new ArrayList<>();

    private HoconPieces(String text) {
        this.text = text;
    }

    /** The pieces of {@code text} in order; it alone where it is short, or cannot be divided. */
    static List<String> of(String text) {
        List<HoconField> fields = HoconField.read(text);
        long all = fields.size()
                + fields.stream().mapToLong(field -> field.inner().size()).sum();
        return all <= FIELDS || refersToItself(text) ? List.of(text) : new HoconPieces(text).divide(fields);
    }

    /**
     * Whether a value may refer to the one that it replaces. If that one is made of a substitution in turn, what the library makes of both
     * depends on the order of merging.
     */
    private static boolean refersToItself(String text) {
        int from = text.indexOf("${");
        boolean itself = from >= 0 && text.contains("+=");
        for (int at = from; at >= 0 && !itself; at = text.indexOf("${", at + 1)) {
            int end = text.indexOf('}', at);
            String path = text.substring(at + 2, end < 0 ? text.length() : Math.min(end, at + LONGEST));
            String name = path.substring(path.lastIndexOf('.') + 1).replaceAll("[?\"\\s]", "");
            String before = text.substring(Math.max(text.lastIndexOf('\n', at), Math.max(0, at - LONGEST)), at);
            itself = Pattern.compile(Pattern.quote(name) + "\"?\\s*[=:]")
                    .matcher(before)
                    .find();
        }
        return itself;
    }

    private List<String> divide(List<HoconField> fields) {
        int from = 0;
        int line = 1;
        int gathered = 0;
        for (HoconField field : fields) {
            boolean block = field.inner().size() > FIELDS && field.isBlock();
            if (block || gathered == FIELDS) {
                add(line, text.substring(from, field.start()));
                from = field.start();
                line = field.line();
                gathered = 0;
            }
            if (block) {
                divideBlock(field);
                from = field.end();
                line = field.endLine();
            } else {
                gathered++;
            }
        }
        add(line, text.substring(from));
        return pieces;
    }

    private void divideBlock(HoconField block) {
        List<HoconField.Start> inner = block.inner();
        for (int i = 0; i < inner.size(); i += FIELDS) {
            boolean last = i + FIELDS >= inner.size();
            HoconField.Start first = i == 0 ? new HoconField.Start(block.start(), block.line()) : inner.get(i);
            String body = text.substring(
                    first.at(), last ? block.end() - 1 : inner.get(i + FIELDS).at());
            // A line of its own: a comment may end the body.
            add(first.line(), (i == 0 ? "" : block.key() + "{") + body + "\n}");
        }
    }

    /** A piece that begins at {@code line}: the lines before it are one text, which is one token to the library, and not one for each. */
    private void add(int line, String piece) {
        pieces.add(line == 1 ? piece : "\"\\u0000\"=" + TRIPLE + "\n".repeat(line - 2) + TRIPLE + "\n" + piece);
    }
}
