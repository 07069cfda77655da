package frontdoor.policy;

import static org.assertj.core.api.Assertions.assertThat;

import frontdoor.http.Octets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which targets are Frontdoor's own to look at. */
class ReservedPathTest {
    @ParameterizedTest
    @CsvSource({
        "/.well-known/frontdoor/pin, true",
        "/.well-known/frontdoor/a?b, true",
        "/.well-known/frontdoor/, false",
        "/.well-known/frontdoor, false",
        "/.well-known/frontdoors/pin, false",
        "/.well-known/acme-challenge/a-token-of-some-length, false",
        "/.WELL-KNOWN/frontdoor/pin, false",
        "/, false",
        "*, false"
    })
    void takesWhatLiesBelowThePrefix(String target, boolean reserved) {
        byte[] bytes = Octets.of("GET " + target);
        assertThat(ReservedPath.isReserved(bytes, 4, target.length())).isEqualTo(reserved);
    }
}
