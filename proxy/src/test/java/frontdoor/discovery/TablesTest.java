package frontdoor.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Memory stays bounded whatever clients and backends send. */
class TablesTest {
    private static final int MANY = 100_000;

    private final Tables tables = new Tables(new ReportTally());

    @ParameterizedTest
    @EnumSource(Kind.class)
    void keepsABoundedNumberOfFindingsOfEachKindAndSite(Kind kind) {
        IntStream.range(0, MANY)
                .forEach(i -> tables.onObserved(
                        new Observation.Found("shop", kind, "/page-" + word(i), "http://example.test/" + word(i), i)));

        HeavyHitters<Sample> findings = tables.samplesOf("shop").of(kind);
        assertThat(findings.rows()).hasSize(Samples.KEPT);
        assertThat(findings.total()).isEqualTo(MANY);
    }

    @Test
    void keepsABoundedNumberOfArrivals() {
        IntStream.range(0, MANY)
                .forEach(i -> tables.onObserved(new Observation.Arrived(
                        word(i) + ".test", "/" + word(i) + "/x", "curl/8", "http://" + word(i) + ".test/", i)));

        assertThat(tables.arrivals().rows()).hasSize(Tables.ARRIVALS);
        assertThat(tables.arrivals().others()).isEqualTo(MANY - Tables.ARRIVALS);
    }

    @Test
    void keepsABoundedNumberOfNamesInTheTableAndOnTheLoop() {
        List<NameCell> displaced = new ArrayList<>();
        NameCells cells = new NameCells(new Gate(Integer.MAX_VALUE), displaced::add);
        IntStream.range(0, MANY).forEach(i -> cells.count(word(i) + ".test", NameUse.Where.PLAINTEXT, i));

        List<NameCell> atHand = new ArrayList<>();
        cells.forEach(atHand::add);
        assertThat(atHand).hasSizeLessThanOrEqualTo(256);
        displaced.stream().map(Observation.Named::new).forEach(tables::onObserved);
        assertThat(tables.names().rows()).hasSize(Tables.NAMES);
        assertThat(tables.names().total() + atHand.size()).isEqualTo(MANY);
    }

    @Test
    void letsABoundedNumberOfNewNamesThroughEachSecondAndKnownOnesAlways() {
        NameCells cells = new NameCells(new Gate(2), _ -> {});
        assertThat(cells.count("a.test", NameUse.Where.SECURE, 1)).isTrue();
        assertThat(cells.count("b.test", NameUse.Where.SECURE, 1)).isTrue();
        assertThat(cells.count("c.test", NameUse.Where.SECURE, 1)).isFalse();
        assertThat(cells.count("a.test", NameUse.Where.SECURE, 1)).isTrue();
        assertThat(cells.count("c.test", NameUse.Where.SECURE, 2)).isTrue();
    }

    @Test
    void countsANameOnceHoweverOftenItIsReadAndDisplaced() {
        HeavyHitters<NameUse> names = tables.names();
        NameCell cell = new NameCell(new NameUse("a.test", NameUse.Where.SECURE));
        cell.count(7);
        cell.take(names);
        cell.take(names);
        cell.count(9);
        tables.onObserved(new Observation.Named(cell));

        assertThat(names.rows())
                .containsExactly(new HeavyHitters.Row<>(new NameUse("a.test", NameUse.Where.SECURE), 2, 9));
    }

    /** Letters alone, so that no two are shown as the same star. */
    private static String word(int i) {
        StringBuilder word = new StringBuilder();
        for (int rest = i + 1; rest > 0; rest /= 26) {
            word.append((char) ('a' + rest % 26));
        }
        return word.toString();
    }
}
