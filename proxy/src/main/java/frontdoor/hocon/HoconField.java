package frontdoor.hocon;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One field at the root of a HOCON text, as far as it can be told without the meaning of its value. */
final class HoconField {
    private static final Pattern HEADER = Pattern.compile("([\\w.-]+|\"[\\w.-]+\")\\s*[=:]?\\s*");

    private final Start start;
    private final List<Start> inner = new ArrayList<>();
    private String header = "";
    private int opened = -1;
    private int end = -1;
    private int endLine;
    private boolean compound;

    /**
     * Where a field begins.
     *
     * @param line from 1
     */
    record Start(int at, int line) {}

    private HoconField(Start start) {
        this.start = start;
    }

    /** The fields at the root of {@code text}; none where it is not made of fields, or its brackets do not fit. */
    static List<HoconField> read(String text) {
        List<HoconField> fields = new ArrayList<>();
        HoconScanner scanner = new HoconScanner(text);
        for (var found = scanner.next(); found != HoconScanner.Found.END; found = scanner.next()) {
            if (found == HoconScanner.Found.FIELD && scanner.depth() == 0) {
                fields.add(new HoconField(scanner.found()));
            } else if (fields.isEmpty()) {
                return List.of();
            } else {
                fields.getLast().on(found, scanner, text);
            }
        }
        return scanner.isBalanced() ? fields : List.of();
    }

    private void on(HoconScanner.Found found, HoconScanner scanner, String text) {
        switch (scanner.depth()) {
            case 0 -> {
                if (found == HoconScanner.Found.CLOSE && end < 0) {
                    end = scanner.found().at() + 1;
                    endLine = scanner.found().line();
                } else {
                    compound |= end >= 0;
                }
            }
            case 1 -> {
                if (found == HoconScanner.Found.OPEN && opened < 0) {
                    opened = scanner.found().at();
                    header = text.substring(start.at(), opened + 1);
                } else if (found == HoconScanner.Found.FIELD && end < 0) {
                    inner.add(scanner.found());
                }
            }
            default -> {
                // What lies deeper stays whole.
            }
        }
    }

    /** Whether it is a key and an object, and nothing else. */
    boolean isBlock() {
        return header.endsWith("{") && key().length() > 0 && !compound && end >= 0;
    }

    /** The key of a block as it is written; empty for another field. */
    String key() {
        Matcher plain = HEADER.matcher(header.substring(0, Math.max(0, header.length() - 1)));
        return plain.matches() ? plain.group(1) : "";
    }

    int start() {
        return start.at();
    }

    int line() {
        return start.line();
    }

    /** Where a block ends, behind its brace. */
    int end() {
        return end;
    }

    int endLine() {
        return endLine;
    }

    /** The fields of a block, and the lines of another value that look like fields. */
    List<Start> inner() {
        return inner;
    }
}
