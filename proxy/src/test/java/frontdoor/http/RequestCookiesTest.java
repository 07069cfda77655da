package frontdoor.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** F11: cookies of one name are taken out, and nothing else is touched. */
class RequestCookiesTest {
    private static final byte[] NAME = Octets.of("fd");

    private final Fields fields = new Fields(256);

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\'',
            value = {
                "'fd=1; a=b'                  | 'a=b'",
                "'a=b; fd=1'                  | 'a=b'",
                "'a=b; fd=1; c=d'             | 'a=b; c=d'",
                "'a=b;fd=1;c=d'               | 'a=b;c=d'",
                "'a=b; fd=1; fd=2; c=\"d;\"'  | 'a=b; c=\"d;\"'",
                "'fd=1; a=b; fd=2'            | 'a=b'",
                "'a=fd=1; xfd=2; fdx=3; Fd=4' | 'a=fd=1; xfd=2; fdx=3; Fd=4'",
                "'fd; a=b'                    | 'fd; a=b'",
                "'a=b ;  fd=1 ; ; c'          | 'a=b ;  c'",
                "'a=b; fd='                   | 'a=b'"
            })
    void takesThemOut(String before, String after) {
        fields.add(FieldName.COOKIE, Octets.of(before));
        RequestCookies.remove(fields, NAME);
        assertThat(fields.value(fields.find(FieldName.COOKIE, 0))).isEqualTo(after);
        assertThat(RequestCookies.find(fields, NAME)).isEqualTo(RequestCookies.NONE);
    }

    /** Over HTTP/2 each may have a field of its own (RFC 9113 8.2.3). */
    @Test
    void takesOutAFieldThatHasNothingElse() {
        fields.add(FieldName.COOKIE, Octets.of("fd=1"));
        fields.add(FieldName.COOKIE, Octets.of("a=b"));
        fields.add(FieldName.COOKIE, Octets.of(" fd=1; fd=3 ;"));
        RequestCookies.remove(fields, NAME);
        int left = fields.find(FieldName.COOKIE, 0);
        assertThat(fields.value(left)).isEqualTo("a=b");
        assertThat(fields.find(FieldName.COOKIE, left + 1)).isNegative();
    }
}
