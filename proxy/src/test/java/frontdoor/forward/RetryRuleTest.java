package frontdoor.forward;

import static org.assertj.core.api.Assertions.assertThat;

import frontdoor.fixture.TestRequest;
import frontdoor.http.Failure;
import frontdoor.http.RequestHead;
import org.junit.jupiter.api.Test;

/** F14 (RFC 9110 9.2.2): what is asked once more. */
class RetryRuleTest {
    private final RequestHead get = TestRequest.of("GET", "/");
    private final RequestHead post = TestRequest.of("POST", "/");

    @Test
    void asksAgainWhatWasCertainlyNotSent() {
        assertThat(RetryRule.allows(post, Failure.UPSTREAM_CONNECT_REFUSED, false))
                .isTrue();
    }

    @Test
    void asksAgainWhatMayBeSentTwiceOnly() {
        assertThat(RetryRule.allows(get, Failure.UPSTREAM_CLOSED, false)).isTrue();
        assertThat(RetryRule.allows(post, Failure.UPSTREAM_CLOSED, true)).isFalse();
        get.setBodyLength(1);
        assertThat(RetryRule.allows(get, Failure.UPSTREAM_CLOSED, true)).isFalse();
    }

    @Test
    void asksAgainAfterATimeoutOnlyElsewhere() {
        assertThat(RetryRule.allows(get, Failure.UPSTREAM_RESPONSE_TIMEOUT, true))
                .isTrue();
        assertThat(RetryRule.allows(get, Failure.UPSTREAM_RESPONSE_TIMEOUT, false))
                .isFalse();
        assertThat(RetryRule.allows(post, Failure.UPSTREAM_RESPONSE_TIMEOUT, true))
                .isFalse();
    }

    @Test
    void neverAsksAgainBehindABrokenAnswer() {
        assertThat(RetryRule.allows(get, Failure.UPSTREAM_CLOSED_EARLY, true)).isFalse();
        assertThat(RetryRule.allows(get, Failure.UPSTREAM_BAD_RESPONSE, true)).isFalse();
    }
}
