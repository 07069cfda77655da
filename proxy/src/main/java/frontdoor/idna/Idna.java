package frontdoor.idna;

import java.lang.Character.UnicodeScript;
import java.text.Normalizer;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * Names in every script (IDNA 2008, which is what browsers do by UTS 46 without its transition): the form that people write, U-labels, and
 * the one of DNS, certificates and requests, A-labels. The JDK's own {@code IDN} is of 2003, and takes ß for ss.
 */
public final class Idna {
    private static final String PREFIX = "xn--";
    /** Characters of a name; a label of more is none in any form. */
    private static final int LONGEST = 253;

    private Idna() {}

    /**
     * A fault of a name in other letters than those of ASCII.
     *
     * @param reason what goes on after the name, such as {@code mixes Latin and Cyrillic}
     * @param write what to write instead, or if it is meant all the same
     * @param certain whether that is the same name beyond doubt
     */
    public record Fault(String reason, String write, boolean certain) {}

    /** Whether {@code name} has other characters than those of ASCII. */
    public static boolean isForeign(String name) {
        for (int i = 0; i < name.length(); i++) {
            if (name.charAt(i) >= 0x80) {
                return true;
            }
        }
        return false;
    }

    /** The name in A-labels, label by label, whatever it holds; what is in ASCII stays as it is. */
    public static String toALabels(String name) {
        return isForeign(name)
                ? mapped(
                        name,
                        label ->
                                isForeign(label) && label.length() <= LONGEST ? PREFIX + Punycode.encode(label) : label)
                : name;
    }

    /** The name in A-labels as somebody types it: capitals, and every way to compose a letter, are taken for what browsers ask for. */
    public static String ofTyped(String name) {
        return isForeign(name) ? toALabels(asAsked(name)) : name;
    }

    /** The form of {@code name} for people, where it has one that is beyond doubt, and is another one. */
    public static Optional<String> toULabels(String name) {
        if (!name.contains(PREFIX)) {
            return Optional.empty();
        }
        String shown = mapped(
                name,
                label -> label.startsWith(PREFIX)
                        ? Punycode.decode(label.substring(PREFIX.length())).orElse(label)
                        : label);
        String plain = shown.startsWith("*.") ? shown.substring(2) : shown;
        boolean good =
                isForeign(plain) && fault(plain).isEmpty() && toALabels(shown).equals(name);
        return good ? Optional.of(shown) : Optional.empty();
    }

    /** Whether each label of {@code name} that says so is an A-label: stands for something that is written as it is (RFC 5891 4.2.1). */
    public static boolean hasSoundALabels(String name) {
        return !name.contains(PREFIX)
                || Arrays.stream(name.split("\\.", -1))
                        .filter(label -> label.startsWith(PREFIX))
                        .allMatch(label -> Punycode.decode(label.substring(PREFIX.length()))
                                .filter(shown -> toALabels(shown).equals(label))
                                .isPresent());
    }

    /** What is wrong with {@code name}, made of labels that are not empty, as U-labels and A-labels beside one another. */
    public static Optional<Fault> fault(String name) {
        String asked = asAsked(name);
        Optional<String> reason = Arrays.stream(asked.split("\\."))
                .filter(Idna::isForeign)
                .flatMap(label -> reason(label).stream())
                .findFirst()
                .or(() -> Optional.of("mixes directions, so that it reads as another one")
                        .filter(_ -> Direction.isFromRight(asked)
                                && !Arrays.stream(asked.split("\\.")).allMatch(Direction::isClear)));
        if (reason.isPresent()) {
            return Optional.of(new Fault(reason.get(), toALabels(asked), false));
        }
        if (asked.equals(name)) {
            return Optional.empty();
        }
        boolean alike = asked.equals(Normalizer.normalize(name, Normalizer.Form.NFC));
        return Optional.of(new Fault(
                alike ? "is not composed (Unicode NFC)" : "is not in the form that browsers ask for",
                alike ? toALabels(asked) : asked,
                true));
    }

    private static Optional<String> reason(String label) {
        if (label.startsWith(PREFIX) || label.startsWith("--", 2) || label.startsWith("-") || label.endsWith("-")) {
            return Optional.of("has a hyphen in a place where names in other letters have none");
        }
        int[] points = label.codePoints().toArray();
        int type = Character.getType(points[0]);
        if (type == Character.NON_SPACING_MARK || type == Character.COMBINING_SPACING_MARK) {
            return Optional.of("has a label that begins with a mark");
        }
        for (int i = 0; i < points.length; i++) {
            if (!CodePoints.isValid(points, i)) {
                return Optional.of("has U+%04X, which names do not have there (RFC 5892)".formatted(points[i]));
            }
        }
        return Scripts.mixed(label).map(scripts -> "mixes " + scripts + " letters, which may look like others");
    }

    /** As browsers ask for what is typed so; Cherokee alone is asked for in its capitals, which came first. */
    private static String asAsked(String name) {
        String lower = Normalizer.normalize(name, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
        return Normalizer.normalize(lower, Normalizer.Form.NFKC)
                .replace('\u3002', '.')
                .codePoints()
                .map(point -> UnicodeScript.of(point) == UnicodeScript.CHEROKEE ? Character.toUpperCase(point) : point)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private static String mapped(String name, UnaryOperator<String> label) {
        return Arrays.stream(name.split("\\.", -1)).map(label).collect(Collectors.joining("."));
    }
}
