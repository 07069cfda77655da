package frontdoor.wire;

import frontdoor.http.Fields;
import frontdoor.http.Flaw;
import frontdoor.http.Octets;
import frontdoor.http.Rule;

/** Finds out which rule a field line breaks that {@link FieldLines} has refused; names are shown, values never. */
final class FieldLineFlaw {
    private FieldLineFlaw() {}

    /** What is wrong with the line that starts at {@code start} of the block, as far as it has arrived. */
    static Flaw find(Fields fields, int start) {
        byte[] bytes = fields.bytes();
        int end = fields.end();
        if (Octets.isBlank(bytes[start])) {
            return fields.size() == 0 ? Flaw.of(Rule.BLANK_BEFORE_FIELDS) : ofPrevious(fields);
        }
        int nameEnd = Scan.token(bytes, start, end);
        if (nameEnd == end) {
            return Flaw.of(Rule.FIELD_NAME, bytes, start, end - start);
        }
        return switch (bytes[nameEnd]) {
            case ':' -> nameEnd == start ? Flaw.of(Rule.EMPTY_NAME) : ofValue(bytes, start, nameEnd, end);
            case '\n' -> Flaw.of(nameEnd == start ? Rule.BARE_LF : Rule.NO_COLON, bytes, start, nameEnd - start);
            case '\r' -> Flaw.of(nameEnd == start ? Rule.BARE_CR : Rule.NO_COLON, bytes, start, nameEnd - start);
            default -> ofName(bytes, start, nameEnd, end);
        };
    }

    private static Flaw ofPrevious(Fields fields) {
        int last = fields.size() - 1;
        return Flaw.of(Rule.FOLDED_LINE, fields.bytes(), fields.nameStart(last), fields.nameLength(last));
    }

    private static Flaw ofName(byte[] bytes, int start, int nameEnd, int end) {
        int afterBlanks = Scan.blanks(bytes, nameEnd, end);
        if (afterBlanks > nameEnd && afterBlanks < end && bytes[afterBlanks] == ':') {
            return Flaw.of(Rule.BLANK_BEFORE_COLON, bytes, start, afterBlanks - start);
        }
        int shown = nameEnd;
        while (shown < end && bytes[shown] != ':' && bytes[shown] != '\r' && bytes[shown] != '\n') {
            shown++;
        }
        return Flaw.of(Rule.FIELD_NAME, bytes, start, shown - start);
    }

    private static Flaw ofValue(byte[] bytes, int start, int nameEnd, int end) {
        int at = Scan.value(bytes, nameEnd + 1, end);
        byte b = at < end ? bytes[at] : 0;
        Rule rule = b == '\n' ? Rule.BARE_LF : b == '\r' ? Rule.BARE_CR : Rule.FIELD_VALUE;
        return Flaw.of(rule, bytes, start, nameEnd - start);
    }
}
