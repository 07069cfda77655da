package frontdoor.idna;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Names in other letters than those of ASCII: which are good, and how they are asked for. */
class IdnaTest {
    /** What browsers ask for; of ß, of the sigma that ends a word, and of ı those of IDNA 2003 have asked for others. */
    @ParameterizedTest
    @CsvSource({
        "b\u00fccher.example, xn--bcher-kva.example",
        "stra\u00dfe.example, xn--strae-oqa.example",
        "\u03c6\u03cc\u03c1\u03bf\u03c2.example, xn--0xaden4a.example",
        "\u043f\u0440\u0438\u043c\u0435\u0440.\u0440\u0444, xn--e1afmkfd.xn--p1ai",
        "\u4f8b\u3048.\u30c6\u30b9\u30c8, xn--r8jz45g.xn--zckzah",
        "paral\u00b7lel.cat, xn--parallel-koa.cat",
        "\u05d3\u05d5\u05d2\u05de\u05d4.example, xn--6dbbec0c.example",
        "\u13a0\u13a1.example, xn--58dc.example",
        "d\u0131\u015f.example, xn--d-fka2l.example",
    })
    void writesGoodNamesInAsciiAndBack(String name, String ascii) {
        assertThat(Idna.fault(name)).isEmpty();
        assertThat(Idna.toALabels(name)).isEqualTo(ascii);
        assertThat(Idna.toULabels(ascii)).contains(name);
        assertThat(Idna.hasSoundALabels(ascii)).isTrue();
    }

    /** A wildcard keeps its star, and what is in ASCII stays as it is. */
    @Test
    void leavesAloneWhatIsInAscii() {
        assertThat(Idna.toALabels("*.b\u00fccher.example")).isEqualTo("*.xn--bcher-kva.example");
        assertThat(Idna.toULabels("*.xn--bcher-kva.example")).contains("*.b\u00fccher.example");
        assertThat(Idna.toALabels("Example..TEST")).isEqualTo("Example..TEST");
        assertThat(Idna.toULabels("example.test")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "p\u0430ypal.example | mixes Latin and Cyrillic letters",
                "\u2603.example | has U+2603",
                "a\u200db\u00e4.example | has U+200D",
                "b\u00fc_cher.example | has U+005F",
                "l\u00b7a.example | has U+00B7",
                "\u0308b.example | begins with a mark",
                "ab--\u00fc.example | hyphen",
                "\u00fc-.example | hyphen",
                "3com.\u05d0.example | mixes directions",
                "\u0661\u06f1\u0627.example | has U+0661",
                "xn--\u00fc.example | hyphen",
            })
    void refusesWhatNoBrowserAsksForOrWhatLooksLikeAnotherOne(String name, String why) {
        assertThat(Idna.fault(name)).hasValueSatisfying(fault -> {
            assertThat(fault.reason()).contains(why);
            assertThat(fault.certain()).isFalse();
            assertThat(fault.write()).isEqualTo(Idna.toALabels(name));
        });
    }

    /** Its cure is what browsers make of it, in A-labels where it looks the same. */
    @ParameterizedTest
    @CsvSource({
        "B\u00dcCHER.example, b\u00fccher.example",
        "bu\u0308cher.example, xn--bcher-kva.example",
        "\uff42\u00fccher\u3002example, b\u00fccher.example",
    })
    void writesAnotherFormOfAGoodNameAsBrowsersDo(String name, String write) {
        assertThat(Idna.fault(name)).hasValueSatisfying(fault -> {
            assertThat(fault.write()).isEqualTo(write);
            assertThat(fault.certain()).isTrue();
        });
        assertThat(Idna.ofTyped(name)).isEqualTo("xn--bcher-kva.example");
    }

    /** RFC 3492 6.2: what is no code, and what is one of nothing that is written so. */
    @ParameterizedTest
    @ValueSource(strings = {"xn--99999999", "xn--\u00fc", "xn---", "xn--a-", "xn--999999b"})
    void findsALabelsThatStandForNothing(String label) {
        assertThat(Idna.hasSoundALabels(label + ".example")).isFalse();
        assertThat(Idna.toULabels(label + ".example")).isEmpty();
    }

    /** No name is as long, and nobody computes at it. */
    @Test
    void leavesLabelsAloneThatAreTooLong() {
        String label = "\u00fc".repeat(10_000);
        assertThat(Idna.ofTyped(label)).isEqualTo(label);
    }
}
