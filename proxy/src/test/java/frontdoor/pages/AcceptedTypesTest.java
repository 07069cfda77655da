package frontdoor.pages;

import static org.assertj.core.api.Assertions.assertThat;

import frontdoor.http.FieldName;
import frontdoor.http.Fields;
import frontdoor.http.Octets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AcceptedTypesTest {
    private static Fields accept(String... values) {
        Fields fields = new Fields(64);
        for (String value : values) {
            fields.add(FieldName.ACCEPT, Octets.of(value));
        }
        return fields;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/json",
                "APPLICATION/JSON; charset=utf-8",
                "application/problem+json, application/json;q=0.9",
                "application/json, text/plain, */*",
                "text/html;q=0, application/json",
                "text/html; q=0.000, application/json"
            })
    void tellsPrograms(String value) {
        assertThat(AcceptedTypes.isForPrograms(accept(value))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "*/*",
                "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
                "application/json;q=0.9, text/html;q=0.1",
                "application/json;q=0",
                "text/*, application/json",
                "application/jsonp",
                ",;q,;;,q=0"
            })
    void tellsEverybodyElse(String value) {
        assertThat(AcceptedTypes.isForPrograms(accept(value))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/html"})
    void takesSeveralLinesForOneList(String html) {
        assertThat(AcceptedTypes.isForPrograms(accept("text/plain", "application/json")))
                .isTrue();
        assertThat(AcceptedTypes.isForPrograms(accept("application/json", html)))
                .isFalse();
        assertThat(AcceptedTypes.isForPrograms(accept())).isFalse();
    }
}
