package frontdoor.share;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class RateTableTest {
    private static final long SECOND = Duration.ofSeconds(1).toNanos();
    private static final ClientKey ALICE = key("192.0.2.7");
    private static final ClientKey BOB = key("192.0.2.8");

    private final RateTable table = new RateTable();
    private final RateLimit twoASecond = RateLimit.of("sites.shop", 2, SECOND, 4);
    private long now = -7 * SECOND;

    private static ClientKey key(String address) {
        return ClientKey.of(InetAddress.ofLiteral(address));
    }

    private long take(ClientKey client) {
        return table.take(client, twoASecond, now);
    }

    private int taken(ClientKey client, int times) {
        return (int) IntStream.range(0, times).filter(_ -> take(client) == 0).count();
    }

    /** S28, K: a bucket of burst that is filled at the rate. */
    @Test
    void letsABurstPassAndThenTheRate() {
        assertThat(taken(ALICE, 10)).isEqualTo(4);
        assertThat(take(ALICE)).isEqualTo(SECOND / 2);
        now += SECOND / 4;
        assertThat(take(ALICE)).isEqualTo(SECOND / 4);
        now += SECOND / 4;
        assertThat(taken(ALICE, 10)).isEqualTo(1);
        now += SECOND;
        assertThat(taken(ALICE, 10)).isEqualTo(2);
        now += 60 * SECOND;
        assertThat(taken(ALICE, 10)).isEqualTo(4);
    }

    @Test
    void countsEveryClientForItself() {
        assertThat(taken(ALICE, 10)).isEqualTo(4);
        assertThat(taken(BOB, 10)).isEqualTo(4);
        assertThat(taken(key("2001:db8::1"), 2) + taken(key("2001:db8::ffff"), 10))
                .isEqualTo(4);
        assertThat(taken(key("2001:db8:0:1::1"), 10)).isEqualTo(4);
    }

    @Test
    void countsEveryLimitForItself() {
        assertThat(taken(ALICE, 10)).isEqualTo(4);
        assertThat(table.take(ALICE, RateLimit.of("sites.blog", 2, SECOND, 4), now))
                .isZero();
        assertThat(table.take(ALICE, RateLimit.of("sites.shop", 3, SECOND, 4), now))
                .isZero();
        assertThat(table.take(ALICE, RateLimit.of("sites.shop", 2, SECOND, 4), now))
                .isPositive();
    }

    @Test
    void takesTheLongestLimits() {
        RateLimit longest = RateLimit.of("x", 1, Duration.ofDays(7).toNanos(), 1_000_000);
        assertThat(table.take(ALICE, longest, now)).isZero();
        assertThat(table.take(ALICE, longest, Long.MAX_VALUE / 2)).isZero();
        RateLimit most = RateLimit.of("y", 1_000_000, Duration.ofMillis(1).toNanos(), 1);
        assertThat(table.take(ALICE, most, now)).isZero();
    }

    /** A million clients, and few of those who came lately are forgotten. */
    @Test
    void remembersABoundedNumberOfClients() {
        for (int i = 0; i < 1_000_000; i++) {
            table.take(new ClientKey(i + 1, 0), twoASecond, now);
        }
        now += 60 * SECOND;
        int remembered = 0;
        for (int i = 0; i < 10_000; i++) {
            ClientKey client = new ClientKey(i + 1, 0);
            remembered += taken(client, 5) == 4 ? 1 : 0;
        }
        assertThat(remembered).isEqualTo(10_000);
        int kept = 0;
        for (int i = 0; i < 10_000; i++) {
            kept += take(new ClientKey(i + 1, 0)) > 0 ? 1 : 0;
        }
        assertThat(kept).isGreaterThan(9_900);
    }

    @Test
    void letsNoMorePassThanTheBurstFromManyThreads() throws Exception {
        RateLimit limit = RateLimit.of("z", 1, Duration.ofDays(1).toNanos(), 1000);
        table.take(BOB, limit, now);
        AtomicInteger passed = new AtomicInteger();
        Thread[] threads = new Thread[4];
        for (int i = 0; i < threads.length; i++) {
            threads[i] = Thread.ofPlatform()
                    .start(() -> IntStream.range(0, 1000)
                            .filter(_ -> table.take(BOB, limit, now) == 0)
                            .forEach(_ -> passed.incrementAndGet()));
        }
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(passed).hasValue(999);
    }
}
