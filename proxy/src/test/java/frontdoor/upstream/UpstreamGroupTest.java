package frontdoor.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import frontdoor.share.Places;
import io.netty.util.concurrent.MockTicker;
import io.netty.util.concurrent.Ticker;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Q7: which peer is asked. */
class UpstreamGroupTest {
    private final MockTicker ticker = Ticker.newMockTicker();
    private final Peer a = peer("a");
    private final Peer b = peer("b");
    private final Peer c = peer("c");
    private final UpstreamGroup group = new UpstreamGroup("shop", List.of(a, b, c));

    private Peer peer(String host) {
        return new Peer(
                new PeerAddress(host, 80),
                new PeerParts(List.of(), PoolLimits.DEFAULT, new Places(1), ticker),
                TestBed.LIMITS);
    }

    private Map<Peer, Integer> pick(int times) {
        Map<Peer, Integer> picked = new HashMap<>();
        for (int i = 0; i < times; i++) {
            picked.merge(group.pick(0, null), 1, Integer::sum);
        }
        return picked;
    }

    @Test
    void sharesTheLoad() {
        assertThat(pick(3000).values()).hasSize(3).allMatch(n -> n > 800 && n < 1200);
    }

    @Test
    void sharesTheLoadOfAPeerThatIsAvoided() {
        assertThat(a.health().onAttempt(Attempt.UNREACHABLE)).isTrue();
        assertThat(a.health().onAttempt(Attempt.UNREACHABLE)).isFalse();
        assertThat(pick(3000))
                .doesNotContainKey(a)
                .allSatisfy((peer, n) -> assertThat(n).isBetween(1200, 1800));
    }

    @Test
    void letsOneExchangeFindOutWhetherAPeerIsBack() {
        a.health().onAttempt(Attempt.UNREACHABLE);
        ticker.advance(PeerHealth.AVOIDED_NANOS + 1, TimeUnit.NANOSECONDS);
        assertThat(pick(300)).containsEntry(a, 1);
        assertThat(a.health().onAttempt(Attempt.CONNECTED)).isTrue();
        assertThat(a.health().onAttempt(Attempt.CONNECTED)).isFalse();
        assertThat(pick(300).get(a)).isGreaterThan(50);
    }

    @Test
    void neverFindsOutWithARetry() {
        a.health().onAttempt(Attempt.UNREACHABLE);
        ticker.advance(PeerHealth.AVOIDED_NANOS + 1, TimeUnit.NANOSECONDS);
        for (int i = 0; i < 100; i++) {
            assertThat(group.pick(1, b)).isSameAs(c);
        }
    }

    @Test
    void asksAnyIfNoneCanBeReached() {
        a.health().onAttempt(Attempt.UNREACHABLE);
        b.health().onAttempt(Attempt.UNREACHABLE);
        c.health().onAttempt(Attempt.UNREACHABLE);
        assertThat(pick(300)).hasSize(3);
        for (int i = 0; i < 100; i++) {
            assertThat(group.pick(1, a)).isNotSameAs(a);
        }
    }

    @Test
    void asksTheOnlyPeerAgain() {
        assertThat(new UpstreamGroup("one", List.of(a)).pick(1, a)).isSameAs(a);
    }
}
