package frontdoor.compress;

import static org.assertj.core.api.Assertions.assertThat;

import frontdoor.http.FieldName;
import frontdoor.http.Fields;
import frontdoor.http.Octets;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CodingTest {
    private static final List<Coding> ALL = List.of(Coding.ZSTD, Coding.BROTLI, Coding.GZIP);

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "gzip, deflate, br, zstd | zstd",
                "gzip, deflate, br | br",
                "GZIP | gzip",
                "gzip;q=1.0, br;q=0.5, zstd;q=0.1 | gzip",
                "zstd;q=0, br;q=0.0, gzip | gzip",
                "* | zstd",
                "*;q=0.5, zstd;q=0 | br",
                "gzip;q=0, * | zstd",
                "identity | none",
                "deflate | none",
                "gzip;q=x | none",
                "gzip;q=7 | gzip",
                "*;q=0 | none",
                "identity;q=0, gzip | gzip",
                "identity;q=0 | none",
                ",,; | none",
                "br ; q=0.25 , gzip ;level=9; Q=0.251 | gzip",
                "br;q=0.9999, gzip;q=0.999 | br",
                "gzip;q= | none",
                "gzip;q=1x | none",
                "zstdx, xgzip | none",
            })
    void takesWhatTheClientLikesBest(String value, String expected) {
        Fields fields = new Fields(64);
        fields.add(FieldName.ACCEPT_ENCODING, Octets.of(value));
        assertThat(Objects.toString(Coding.choose(ALL, fields), "none")).isEqualTo(expected);
    }

    @Test
    void takesNothingForOneThatSaysNothing() {
        assertThat(Coding.choose(ALL, new Fields(64))).isNull();
    }

    @Test
    void hasAllOfThemHere() {
        assertThat(ALL).allMatch(Coding::isAvailable);
    }
}
