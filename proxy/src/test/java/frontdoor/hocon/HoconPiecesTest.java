package frontdoor.hocon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigValue;
import frontdoor.report.Place;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A text in pieces says what the library says of the whole, value for value and line for line. */
class HoconPiecesTest {
    @Test
    void leavesAShortTextWhole() {
        assertThat(HoconPieces.of("a { b = 1 }\nc = 2\n"))
                .containsExactly(new HoconPieces.Piece("a { b = 1 }\nc = 2\n", 0));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
    void saysTheSameOfFieldsInAnyOrderAndForm(long seed) {
        Random random = new Random(seed);
        List<String> forms = new ArrayList<>(PLAIN);
        forms.addAll(seed % 2 == 0 ? APPENDING : SUBSTITUTING);
        String block = fields(forms, random, 900);
        String text = fields(forms, random, 300) + "# a comment {\nfrontdoor "
                + List.of("{", "= {", ": {\n").get((int) seed % 3) + "\n" + block + "}\n" + fields(forms, random, 450)
                + "frontdoor {\n" + fields(forms, random, 450) + "}";
        assertThat(HoconPieces.of(text)).as("divided").hasSizeGreaterThan(7);
        SourceFiles files = files(text);
        assertThat(told(files, inPieces(files))).containsExactlyInAnyOrderElementsOf(told(files, whole(files)));
    }

    private static final List<String> PLAIN = List.of(
            "sites.s%1$d { hosts = [\"s%1$d\"], n = %2$d }",
            "sites.s%1$d.n = %2$d",
            "sites { s%1$d { m = { x = %2$d } } }",
            "text = \"\"\"a {\n%2$d \"quoted\" // [\n\"\"\"\"",
            "\"quoted \\\" key { %1$d\" = \"}\" // } comment",
            "base%1$d\n  : {\n k = [\n  1,\n  {x=%2$d}\n ] }",
            "value%1$d =\n  plain text %2$d # {",
            "value%1$d = { gone = %2$d }",
            "value%1$d = null",
            "url%1$d = \"http://\"host\":%2$d\"",
            "include \"absent%2$d*.conf\"",
            "a%1$d.b = %2$d, c%1$d.d = [[%2$d], {}]");
    private static final List<String> APPENDING = List.of("list += %2$d", "sites.s%1$d.hosts += \"more # { %2$d\"");
    private static final List<String> SUBSTITUTING = List.of(
            "copy%1$d = ${?list} [%2$d]",
            "list%1$d = [a, ${?value1}]",
            "copy%1$d = ${?sites.s%1$d} { y = %2$d }",
            "sites.s%1$d = ${?base%1$d} {\n  z = %2$d\n}",
            "sites.s%1$d = ${?base%1$d}");

    /** Lines of which each is one of HOCON's forms, with keys that meet again and again. */
    private static String fields(List<String> forms, Random random, int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> forms.get(random.nextInt(forms.size())).formatted(random.nextInt(9), i) + "\n")
                .collect(Collectors.joining());
    }

    /** There the library's own outcome depends on the order in which it merges. */
    @ParameterizedTest
    @ValueSource(
            strings = {"list += ${x}", "list = ${?list} [1]", "a.b.list : [1] ${a.b.list}", "\"list\" = ${?a.\"list\"}"
            })
    void leavesATextWholeWhereAValueRefersToItself(String field) {
        String many = "a { n = 1 }\n".repeat(1_000);
        assertThat(HoconPieces.of(many + "other = ${x}\n" + many)).hasSizeGreaterThan(1);
        assertThat(HoconPieces.of(many + field + "\n" + many)).hasSize(1);
    }

    @Test
    void leavesAnErrorOfSyntaxToTheLibraryWithItsLine() {
        String good = IntStream.range(0, 1_000)
                .mapToObj(i -> "sites.s%d { n = 1 }\n".formatted(i))
                .collect(Collectors.joining());
        String text = "frontdoor {\n" + good + "a = ]\n}\n" + good;
        assertThatThrownBy(() -> inPieces(text))
                .isInstanceOf(ConfigException.Parse.class)
                .hasMessageStartingWith("f.conf: 1002: ");
    }

    /** Lines before each of many pieces, if only to be counted, would be the square of their number. */
    @Test
    void dividesATextAndRepeatsNothingOfIt() {
        String text = sites(2_000);
        List<HoconPieces.Piece> pieces = HoconPieces.of(text);
        assertThat(pieces).hasSizeGreaterThan(9);
        assertThat(pieces.stream().map(HoconPieces.Piece::text).collect(Collectors.joining()))
                .isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a = ${gone}", "a = ${gone} { b = 1 }", "a = { b = ${gone} }"})
    void tellsPlacesInFilesWhereTheLibraryTellsThoseOfPieces(String wrong) {
        SourceFiles files = files(sites(200) + wrong + "\n" + sites(200));
        assertThatThrownBy(() -> inPieces(files).toConfig().resolve())
                .isInstanceOfSatisfying(ConfigException.class, failed -> {
                    assertThat(files.origins().place(failed.origin())).contains(new Place("f.conf", 201));
                    assertThat(Messages.plain(failed)).doesNotContain("\0");
                });
        assertThat(Origins.inFiles("see f.conf\0" + "200: 1, it is long")).isEqualTo("see f.conf: 201, it is long");
    }

    /** The cost is measured in processor time of this one thread; with the square of the number, eight times as many would cost 64 times as much. */
    @Test
    void costsWhatThereIsToReadAndNotItsSquare() {
        String few = sites(2_000);
        String many = sites(16_000);
        parseNanos(few);
        long least = Math.min(parseNanos(few), parseNanos(few));
        assertThat(parseNanos(many)).isLessThan(32 * least);
    }

    private static String sites(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> "frontdoor.sites.s%d { hosts = [s%d.test], hsts.max-age = 1d }\n".formatted(i, i))
                .collect(Collectors.joining());
    }

    private static long parseNanos(String text) {
        long before = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        assertThat(inPieces(text).toConfig().getObject("frontdoor.sites")).isNotEmpty();
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - before;
    }

    private static ConfigObject inPieces(String text) {
        return inPieces(files(text));
    }

    private static SourceFiles files(String text) {
        SourceFiles files = new SourceFiles();
        files.add("f.conf", text);
        return files;
    }

    private static ConfigObject inPieces(SourceFiles files) {
        return new HoconFiles(files, new Gathered(_ -> Optional.empty())).parse(Path.of("f.conf"), List.of());
    }

    private static ConfigObject whole(SourceFiles files) {
        return ConfigFactory.parseString(
                        files.text("f.conf"), ConfigParseOptions.defaults().setOriginDescription("f.conf"))
                .root();
    }

    /** Every value after substitution, with the place it comes from; that of an object may be any of those where it is written. */
    private static List<String> told(SourceFiles files, ConfigObject object) {
        List<String> lines = new ArrayList<>();
        tell(files.origins(), "", object.toConfig().resolve().root(), lines);
        return lines;
    }

    private static void tell(Origins origins, String key, ConfigValue value, List<String> lines) {
        String at = " in " + origins.place(value.origin()) + " to " + origins.lastPlace(value.origin());
        switch (value) {
            case ConfigObject object -> {
                lines.add(key + " has " + object.size());
                assertThat(origins.place(value.origin())).as(key).isPresent();
                object.keySet().stream()
                        .sorted()
                        .forEach(name -> tell(origins, key + "/" + name, object.get(name), lines));
            }
            case ConfigList list -> {
                lines.add(key + " has " + list.size() + at);
                for (int i = 0; i < list.size(); i++) {
                    tell(origins, key + "/" + i, list.get(i), lines);
                }
            }
            default -> lines.add(key + " = " + value.unwrapped() + at);
        }
    }
}
