package frontdoor.heads;

import static org.assertj.core.api.Assertions.assertThat;

import frontdoor.fixture.TestRequest;
import frontdoor.http.Fields;
import frontdoor.http.RequestHead;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** F13: what Max-Forwards says is obeyed for the methods that it is for. */
class MaxForwardsTest {
    private static RequestHead request(String method, String... values) {
        RequestHead request = TestRequest.of(method, "/");
        for (String value : values) {
            TestRequest.add(request, "max-forwards", value);
        }
        return request;
    }

    @ParameterizedTest
    @CsvSource({
        "5, 4",
        "1, 0",
        "007, 6",
        "9223372036854775807, 9223372036854775806",
        "99999999999999999999999, 9223372036854775806"
    })
    void countsDown(String before, String after) {
        RequestHead request = request("OPTIONS", before);
        assertThat(MaxForwards.take(request)).isEqualTo(MaxForwards.Verdict.FORWARD);
        Fields fields = request.fields();
        assertThat(fields.size()).isEqualTo(1);
        assertThat(fields.value(0)).isEqualTo(after);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "000"})
    void forwardsNoFurtherThanItIsToGo(String value) {
        assertThat(MaxForwards.take(request("OPTIONS", value))).isEqualTo(MaxForwards.Verdict.ANSWER);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-1", "+1", "1.0", "five", "5 5", "5, 4", "0x5"})
    void refusesWhatIsNoNumber(String value) {
        assertThat(MaxForwards.take(request("OPTIONS", value))).isEqualTo(MaxForwards.Verdict.MALFORMED);
    }

    @Test
    void refusesWhatIsSaidTwice() {
        assertThat(MaxForwards.take(request("OPTIONS", "5", "5"))).isEqualTo(MaxForwards.Verdict.MALFORMED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "POST", "HEAD", "FOO"})
    void isNothingToOtherMethods(String method) {
        RequestHead request = request(method, "0");
        assertThat(MaxForwards.take(request)).isEqualTo(MaxForwards.Verdict.FORWARD);
        assertThat(request.fields().value(0)).isEqualTo("0");
    }

    @Test
    void isNotAdded() {
        RequestHead request = request("OPTIONS");
        assertThat(MaxForwards.take(request)).isEqualTo(MaxForwards.Verdict.FORWARD);
        assertThat(request.fields().size()).isZero();
    }
}
