package frontdoor.idna;

import static java.lang.Character.UnicodeScript.BOPOMOFO;
import static java.lang.Character.UnicodeScript.HAN;
import static java.lang.Character.UnicodeScript.HANGUL;
import static java.lang.Character.UnicodeScript.HIRAGANA;
import static java.lang.Character.UnicodeScript.KATAKANA;
import static java.lang.Character.UnicodeScript.LATIN;

import java.lang.Character.UnicodeScript;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The scripts of a label: a letter of another one may look like one of its own (UTS 39 5.2, highly restrictive). */
final class Scripts {
    /** Those that people do write beside one another. */
    private static final List<Set<UnicodeScript>> TOGETHER = List.of(
            EnumSet.of(LATIN, HAN, HIRAGANA, KATAKANA),
            EnumSet.of(LATIN, HAN, BOPOMOFO),
            EnumSet.of(LATIN, HAN, HANGUL));

    private Scripts() {}

    /** The scripts of {@code label} where nobody writes them together, such as {@code Latin and Cyrillic}. */
    static Optional<String> mixed(String label) {
        Set<UnicodeScript> scripts = label.codePoints()
                .mapToObj(UnicodeScript::of)
                .filter(script -> script != UnicodeScript.COMMON && script != UnicodeScript.INHERITED)
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(UnicodeScript.class)));
        boolean together = scripts.size() < 2 || TOGETHER.stream().anyMatch(set -> set.containsAll(scripts));
        return together
                ? Optional.empty()
                : Optional.of(scripts.stream().map(Scripts::named).collect(Collectors.joining(" and ")));
    }

    private static String named(UnicodeScript script) {
        String name = script.name();
        return name.charAt(0) + name.substring(1).toLowerCase(Locale.ROOT);
    }
}
