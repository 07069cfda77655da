package frontdoor.forward;

import static org.assertj.core.api.Assertions.assertThat;

import frontdoor.fixture.TestRequest;
import frontdoor.http.Failure;
import frontdoor.http.RequestHead;
import org.junit.jupiter.api.Test;

/** RFC 9110 9.2.2: what is asked once more. */
class RetryRuleTest {
    private final RequestHead get = TestRequest.of("GET", "/");
    private final RequestHead post = TestRequest.of("POST", "/");

    @Test
    void asksAgainWhatWasCertainlyNotSent() {
        assertThat(RetryRule.allows(post, Failure.UPSTREAM_CONNECT_REFUSED, 1, false))
                .isTrue();
    }

    @Test
    void asksAgainWhatMayBeSentTwiceOnly() {
        assertThat(RetryRule.allows(get, Failure.UPSTREAM_CLOSED, 1, false)).isTrue();
        assertThat(RetryRule.allows(post, Failure.UPSTREAM_CLOSED, 1, false)).isFalse();
        get.setBodyLength(1);
        assertThat(RetryRule.allows(get, Failure.UPSTREAM_CLOSED, 1, false)).isFalse();
    }

    @Test
    void asksAgainOnceAndNeverBehindAHead() {
        assertThat(RetryRule.allows(get, Failure.UPSTREAM_CONNECT_REFUSED, 2, false))
                .isFalse();
        assertThat(RetryRule.allows(get, Failure.UPSTREAM_CONNECT_REFUSED, 1, true))
                .isFalse();
        assertThat(RetryRule.allows(get, Failure.UPSTREAM_RESPONSE_TIMEOUT, 1, false))
                .isFalse();
    }
}
