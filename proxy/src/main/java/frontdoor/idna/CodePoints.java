package frontdoor.idna;

import static java.lang.Character.UnicodeScript.CHEROKEE;
import static java.lang.Character.UnicodeScript.GREEK;
import static java.lang.Character.UnicodeScript.HAN;
import static java.lang.Character.UnicodeScript.HEBREW;
import static java.lang.Character.UnicodeScript.HIRAGANA;
import static java.lang.Character.UnicodeScript.KATAKANA;

import java.lang.Character.UnicodeScript;
import java.text.Normalizer;
import java.util.Locale;
import java.util.Set;

/**
 * The characters that labels may have, by the rules of RFC 5892, which derive them from the properties that Unicode gives them: here those
 * of the JDK's Unicode.
 */
final class CodePoints {
    /** RFC 5892 2.6, the valid ones; and the letter that only an approximation of case folding takes for another one. */
    private static final Set<Integer> VALID = Set.of(0x00df, 0x03c2, 0x06fd, 0x06fe, 0x0f0b, 0x3007, 0x0131);

    private static final Set<Integer> DISALLOWED =
            Set.of(0x0640, 0x07fa, 0x302e, 0x302f, 0x3031, 0x3032, 0x3033, 0x3034, 0x3035, 0x303b);

    private CodePoints() {}

    /** Whether the character at {@code at} of {@code label} may stand there; a joiner that nobody sees never may. */
    static boolean isValid(int[] label, int at) {
        int point = label[at];
        return switch (point) {
            // RFC 5892 A.3 to A.9: what is valid beside certain others only.
            case 0x00b7 -> at > 0 && at + 1 < label.length && label[at - 1] == 'l' && label[at + 1] == 'l';
            case 0x0375 -> at + 1 < label.length && UnicodeScript.of(label[at + 1]) == GREEK;
            case 0x05f3, 0x05f4 -> at > 0 && UnicodeScript.of(label[at - 1]) == HEBREW;
            case 0x30fb -> has(label, Set.of(HIRAGANA, KATAKANA, HAN));
            default -> isValid(point) && !(isArabic(point) && hasPersian(label));
        };
    }

    private static boolean has(int[] label, Set<UnicodeScript> scripts) {
        for (int point : label) {
            if (point != 0x30fb && scripts.contains(UnicodeScript.of(point))) {
                return true;
            }
        }
        return false;
    }

    private static boolean isArabic(int point) {
        return point >= 0x0660 && point <= 0x0669;
    }

    private static boolean hasPersian(int[] label) {
        for (int point : label) {
            if (point >= 0x06f0 && point <= 0x06f9) {
                return true;
            }
        }
        return false;
    }

    private static boolean isValid(int point) {
        if (point < 0x80) {
            return point >= 'a' && point <= 'z' || point >= '0' && point <= '9' || point == '-';
        }
        return VALID.contains(point)
                || isLetterOrDigit(point) && !DISALLOWED.contains(point) && !isIgnorable(point) && isStable(point);
    }

    /** RFC 5892 2.1. */
    private static boolean isLetterOrDigit(int point) {
        return switch (Character.getType(point)) {
            case Character.LOWERCASE_LETTER,
                    Character.UPPERCASE_LETTER,
                    Character.OTHER_LETTER,
                    Character.MODIFIER_LETTER,
                    Character.DECIMAL_DIGIT_NUMBER,
                    Character.NON_SPACING_MARK,
                    Character.COMBINING_SPACING_MARK -> true;
            default -> false;
        };
    }

    /** RFC 5892 2.3, 2.4 and 2.9: what leaves no trace, notes of music, and the parts of Korean syllables. */
    private static boolean isIgnorable(int point) {
        return point == 0x034f
                || point >= 0x1100 && point <= 0x11ff
                || point == 0x17b4
                || point == 0x17b5
                || point >= 0x180b && point <= 0x180f
                || point >= 0x20d0 && point <= 0x20ff
                || point >= 0xa960 && point <= 0xa97f
                || point >= 0xd7b0 && point <= 0xd7ff
                || point >= 0xfe00 && point <= 0xfe0f
                || point >= 0x1d100 && point <= 0x1d24f
                || point >= 0xe0000 && point <= 0xe0fff;
    }

    /** RFC 5892 2.2: neither normalisation nor case makes another one of it. */
    private static boolean isStable(int point) {
        if (UnicodeScript.of(point) == CHEROKEE) {
            // Its capitals came first, so its small letters become those.
            return point >= 0x13a0 && point <= 0x13f5;
        }
        String text = Character.toString(point);
        String plain = Normalizer.normalize(text, Normalizer.Form.NFKC);
        String folded = plain.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
        return Normalizer.normalize(folded, Normalizer.Form.NFKC).equals(text);
    }
}
