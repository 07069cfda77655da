package frontdoor.groups;

import static org.assertj.core.api.Assertions.assertThat;

import frontdoor.loop.Loop;
import io.netty.channel.DefaultEventLoop;
import io.netty.util.concurrent.MockTicker;
import io.netty.util.concurrent.Ticker;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Q7: retries are a share of requests, so that servers in trouble do not get twice the load. */
class RetryBudgetTest {
    private final MockTicker ticker = Ticker.newMockTicker();
    private final Loop loop = new Loop(0, new DefaultEventLoop(), ticker);

    private int take(RetryBudget budget, int wanted) {
        int taken = 0;
        for (int i = 0; i < wanted; i++) {
            taken += budget.tryTake(loop) ? 1 : 0;
        }
        return taken;
    }

    private void requests(RetryBudget budget, int count) {
        for (int i = 0; i < count; i++) {
            budget.onRequest(loop);
        }
    }

    private void pass(int seconds) {
        ticker.advance(seconds, TimeUnit.SECONDS);
        loop.nanoTime();
    }

    @Test
    void affordsItsShareOfTheRequestsOfLateAndAFew() {
        RetryBudget budget = new RetryBudget(20, 1);
        assertThat(take(budget, 100)).isEqualTo(10);
        requests(budget, 1000);
        assertThat(take(budget, 1000)).isEqualTo(200);
        assertThat(take(budget, 1)).isZero();
        pass(5);
        // Half of everything is forgotten: 500 requests and 105 retries are left.
        assertThat(take(budget, 1000)).isEqualTo(5);
        pass(600);
        assertThat(take(budget, 100)).isEqualTo(10);
    }

    @Test
    void affordsNoneWithoutAShare() {
        RetryBudget budget = new RetryBudget(0, 1);
        requests(budget, 1000);
        assertThat(take(budget, 1)).isZero();
    }
}
