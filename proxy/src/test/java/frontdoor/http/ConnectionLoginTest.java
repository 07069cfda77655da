package frontdoor.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 4559 6: which words of a head are about a login that belongs to a connection. */
class ConnectionLoginTest {
    private static Fields fields(String... namesAndValues) {
        Fields fields = new Fields(64);
        for (int i = 0; i < namesAndValues.length; i += 2) {
            byte[] name = Octets.of(namesAndValues[i]);
            byte[] value = Octets.of(namesAndValues[i + 1]);
            int nameAt = fields.append(name, 0, name.length);
            fields.addAt(nameAt, name.length, fields.append(value, 0, value.length), value.length);
        }
        return fields;
    }

    @ParameterizedTest
    @ValueSource(strings = {"NTLM TlRMTVNTUAAB", "ntlm x", "Negotiate YII=", "NEGOTIATE\tx", "Kerberos x", ", NTLM x"})
    void findsALoginInARequest(String value) {
        assertThat(ConnectionLogin.isIn(fields("Accept", "*/*", "aUTHORIZATION", value)))
                .isTrue();
        assertThat(ConnectionLogin.isIn(fields("Authorization", "Basic eA==", "Authorization", value)))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Basic TlRMTQ==", "Bearer NTLM", "NTLMx y", "Digest username=\"NTLM\""})
    void takesNoOtherAuthorizationForOne(String value) {
        assertThat(ConnectionLogin.isIn(fields("Authorization", value))).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "WWW-Authenticate | NTLM | OFFERED",
                "www-authenticate | nTLm | OFFERED",
                "WWW-Authenticate | Negotiate | OFFERED",
                "WWW-Authenticate | Negotiate, NTLM, Basic realm=\"x\" | OFFERED",
                "WWW-Authenticate | Basic realm=\"a, b\",Negotiate | OFFERED",
                "WWW-Authenticate | Basic realm=\"\\\"\" , NTLM | OFFERED",
                "WWW-Authenticate | NTLM TlRMTVNTUAAC | TOKEN",
                "WWW-Authenticate | Basic realm=x, Negotiate oYG= | TOKEN",
                "WWW-Authenticate | NTLM , Basic realm=x | OFFERED",
                "Proxy-Authenticate | NTLM | OFFERED",
                "Authentication-Info | Negotiate oYG= | TOKEN",
                "Persistent-Auth | TRUE | OFFERED",
                "Persistent-Auth | false | NONE",
                "WWW-Authenticate | Basic realm=x | NONE",
                "WWW-Authenticate | Bearer | NONE",
                "X-Authenticate | NTLM | NONE",
            })
    void readsWhatAnAnswerOffers(String name, String value, ConnectionLogin.Offer offer) {
        assertThat(ConnectionLogin.find(fields("Server", "x", name, value))).isEqualTo(offer);
    }

    @Test
    void looksAtEveryLine() {
        assertThat(ConnectionLogin.find(fields(
                        "WWW-Authenticate", "Basic realm=x",
                        "WWW-Authenticate", "Digest realm=x",
                        "WWW-Authenticate", "NTLM")))
                .isEqualTo(ConnectionLogin.Offer.OFFERED);
    }
}
