package frontdoor.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.util.concurrent.MockTicker;
import io.netty.util.concurrent.Ticker;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Q7: when a peer is suspected, and by what it is trusted again. */
class PeerHealthTest {
    private final MockTicker ticker = Ticker.newMockTicker();
    private final PeerHealth health = new PeerHealth(ticker);

    @ParameterizedTest
    @EnumSource(
            value = Attempt.class,
            names = {"CONNECTED", "ANSWERED"})
    void isTrustedAgainByAnySignOfLife(Attempt life) {
        assertThat(health.onAttempt(life)).isFalse();
        assertThat(health.onAttempt(Attempt.UNREACHABLE)).isTrue();
        assertThat(health.onAttempt(Attempt.UNREACHABLE)).isFalse();
        assertThat(health.suspected()).isTrue();
        assertThat(health.decideToAsk(true)).isFalse();

        assertThat(health.onAttempt(life)).isTrue();
        assertThat(health.onAttempt(life)).isFalse();
        assertThat(health.suspected()).isFalse();
        assertThat(health.decideToAsk(false)).isTrue();
    }

    @Test
    void isProbedByOneExchangeAtATime() {
        health.onAttempt(Attempt.UNREACHABLE);
        ticker.advance(PeerHealth.AVOIDED_NANOS + 1, TimeUnit.NANOSECONDS);
        assertThat(health.decideToAsk(false)).isFalse();
        assertThat(health.decideToAsk(true)).isTrue();
        assertThat(health.decideToAsk(true)).isFalse();
        ticker.advance(PeerHealth.AVOIDED_NANOS + 1, TimeUnit.NANOSECONDS);
        assertThat(health.decideToAsk(true)).isTrue();
    }
}
