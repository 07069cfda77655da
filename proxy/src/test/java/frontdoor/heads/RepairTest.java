package frontdoor.heads;

import static org.assertj.core.api.Assertions.assertThat;

import frontdoor.http.FieldName;
import frontdoor.http.Fields;
import frontdoor.http.Octets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** G14, F1 to F4: what is mended in place, and what is taken out. */
class RepairTest {
    @ParameterizedTest
    @ValueSource(strings = {"a=1", "", "a=secure", "a=1; Path=/secure", "a=1; Securely", "a=1; x=Secure", "a=1;"})
    void givesCookiesSecure(String cookie) {
        Fields fields = new Fields(8);
        fields.add(FieldName.SET_COOKIE, Octets.of(cookie));
        assertThat(CookieRepair.repair(fields, 0)).isTrue();
        assertThat(fields.value(0)).isEqualTo(cookie + "; Secure");
        assertThat(CookieRepair.repair(fields, 0)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a=1; Secure", "a=1;secure", "a=1; \tSECURE\t; HttpOnly", "a=1; Secure=no", "a=1;;Secure;"})
    void leavesSecureCookiesAlone(String cookie) {
        Fields fields = new Fields(8);
        fields.add(FieldName.SET_COOKIE, Octets.of(cookie));
        assertThat(CookieRepair.repair(fields, 0)).isFalse();
        assertThat(fields.value(0)).isEqualTo(cookie);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "close|true|X-A X-B Keep-Alive",
                "X-A|true|X-B Keep-Alive",
                "x-a ,\tX-B,,|true|Keep-Alive",
                "keep-alive, Connection|true|X-A X-B",
                "X-A, Host|false|X-B Keep-Alive",
                "content-length|false|X-A X-B Keep-Alive",
                "transfer-encoding|false|X-A X-B Keep-Alive",
                "Cookie|false|X-A X-B Keep-Alive",
                "Authorization|false|X-A X-B Keep-Alive",
                "Cache-Control|false|X-A X-B Keep-Alive"
            })
    void takesOutWhatConnectionNominates(String value, boolean allowed, String left) {
        Fields fields = new Fields(8);
        for (String name : new String[] {"X-A", "X-B", "Keep-Alive"}) {
            int at = fields.append(Octets.of(name), 0, name.length());
            fields.addAt(at, name.length(), at, 0);
        }
        fields.add(FieldName.CONNECTION, Octets.of(value));
        assertThat(HopByHop.strip(fields)).isEqualTo(allowed);
        StringBuilder names = new StringBuilder();
        for (int i = 0; i < fields.size(); i++) {
            if (!fields.isRemoved(i)) {
                names.append(' ').append(fields.nameText(i));
            }
        }
        assertThat(names.substring(1)).isEqualTo(left);
    }
}
