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
    /** Fields of a piece: few enough to be merged one by one. */
    static final int FIELDS = 24;

    /** Characters between a key and what refers to it. */
    private static final int LONGEST = 300;

    private final String text;
    private final List<Piece> pieces = new ArrayList<>();

    /**
     * A piece of a text.
     *
     * @param linesBefore lines of the whole text that stand before it
     */
    record Piece(String text, int linesBefore) {}

    private HoconPieces(String text) {
        this.text = text;
    }

    /** The pieces of {@code text} in order; it alone where it is short, or cannot be divided. */
    static List<Piece> of(String text) {
        List<HoconField> fields = HoconField.read(text);
        long all = fields.size()
                + fields.stream().mapToLong(field -> field.inner().size()).sum();
        return all <= FIELDS || refersToItself(text)
                ? List.of(new Piece(text, 0))
                : new HoconPieces(text).divide(fields);
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

    private List<Piece> divide(List<HoconField> fields) {
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

    private void add(int line, String piece) {
        pieces.add(new Piece(piece, line - 1));
    }
}
