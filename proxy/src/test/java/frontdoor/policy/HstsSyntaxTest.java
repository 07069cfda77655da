package frontdoor.policy;

import static org.assertj.core.api.Assertions.assertThat;

import frontdoor.http.Octets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which fields of backends browsers would take (RFC 6797 6.1). */
class HstsSyntaxTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "max-age=31536000",
                "max-age=0",
                "MAX-AGE=1; INCLUDESUBDOMAINS; Preload",
                "includeSubDomains; max-age=1",
                "max-age=\"31536000\"",
                " max-age = 1 ;\tincludeSubDomains ; ",
                ";; max-age=1;;",
                "max-age=1; unknown; other=token; quoted=\"a;\\\"b\"",
            })
    void takesWhatTheGrammarAllows(String value) {
        assertThat(isValid(value)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ";",
                "includeSubDomains",
                "max-age",
                "max-age=",
                "max-age=-1",
                "max-age=1.5",
                "max-age=one",
                "max-age=\"1",
                "max-age='1'",
                "max-age=1 includeSubDomains",
                "max-age=1, max-age=1",
                "max-age=1; max-age=1",
                "max-age=1; Max-Age=2",
                "max-age=1; includeSubDomains; includesubdomains",
                "max-age=1; includeSubDomains=true",
                "max-age=1; preload=\"\"",
                "max-age=1; =x",
                "max-age=1; x=",
                "max-age=1; x=\"open",
                "max-age=1; x=\"open\\",
                "max-age=1; (comment)",
            })
    void refusesWhatBrowsersWouldIgnore(String value) {
        assertThat(isValid(value)).isFalse();
    }

    private static boolean isValid(String value) {
        byte[] bytes = Octets.of("before" + value + "after");
        return HstsSyntax.read(bytes, "before".length(), value.length()) != null;
    }
}
