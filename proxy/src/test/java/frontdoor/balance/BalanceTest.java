package frontdoor.balance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Q7: whom each way of choosing chooses. */
class BalanceTest {
    private static final Map<String, Function<Weights, Balance>> ALL = Map.of(
            "least-requests", LeastRequests::new,
            "random", RandomChoice::new,
            "round-robin", RoundRobin::new,
            "hash", weights -> new HashChoice(weights, names(weights.size())));

    @SuppressWarnings("unused")
    private static final List<Map.Entry<String, Function<Weights, Balance>>> EACH =
            ALL.entrySet().stream().sorted(Map.Entry.comparingByKey()).toList();

    private final Random random = new Random(7);

    private static long[] names(int size) {
        return IntStream.range(0, size)
                .mapToLong(i -> HashKey.of("server-" + i + ":80"))
                .toArray();
    }

    private int[] pick(Balance balance, FakeServers servers, int times) {
        int[] picked = new int[servers.size()];
        for (int i = 0; i < times; i++) {
            int chosen = balance.pick(servers, HashKey.of("client " + i), random);
            if (chosen >= 0) {
                picked[chosen]++;
            }
        }
        return picked;
    }

    @ParameterizedTest
    @FieldSource("EACH")
    void sharesByWeight(Map.Entry<String, Function<Weights, Balance>> each) {
        int[] picked = pick(each.getValue().apply(new Weights(1, 2, 5, 0)), new FakeServers(4), 8000);
        assertThat(picked[0]).isCloseTo(1000, within(150));
        assertThat(picked[1]).isCloseTo(2000, within(250));
        assertThat(picked[2]).isCloseTo(5000, within(300));
        assertThat(picked[3]).isZero();
    }

    @ParameterizedTest
    @FieldSource("EACH")
    void sharesWhatIsOfNoUseAmongTheOthers(Map.Entry<String, Function<Weights, Balance>> each) {
        FakeServers servers = new FakeServers(4);
        servers.fit[1] = false;
        int[] picked = pick(each.getValue().apply(new Weights(1, 1, 1, 1)), servers, 3000);
        assertThat(picked[1]).isZero();
        assertThat(IntStream.of(picked).filter(n -> n > 0)).allMatch(n -> n > 850 && n < 1150);
    }

    @ParameterizedTest
    @FieldSource("EACH")
    void picksTheOneOfManyThatFits(Map.Entry<String, Function<Weights, Balance>> each) {
        FakeServers servers = new FakeServers(100);
        Arrays.fill(servers.fit, false);
        servers.fit[63] = true;
        int[] weights = IntStream.range(0, 100).map(i -> 1 + i % 3).toArray();
        assertThat(pick(each.getValue().apply(new Weights(weights)), servers, 100)[63])
                .isEqualTo(100);
    }

    @ParameterizedTest
    @FieldSource("EACH")
    void picksNobodyWhereNobodyFits(Map.Entry<String, Function<Weights, Balance>> each) {
        FakeServers servers = new FakeServers(3);
        Arrays.fill(servers.fit, false);
        assertThat(pick(each.getValue().apply(new Weights(1, 1, 1)), servers, 20))
                .containsOnly(0);
        assertThat(pick(each.getValue().apply(new Weights(0, 0, 0)), new FakeServers(3), 20))
                .containsOnly(0);
    }

    @ParameterizedTest
    @FieldSource("EACH")
    void letsOneRequestFindOutAboutAServer(Map.Entry<String, Function<Weights, Balance>> each) {
        FakeServers servers = new FakeServers(3);
        servers.fit[2] = false;
        servers.claiming = 2;
        assertThat(pick(each.getValue().apply(new Weights(1, 1, 1)), servers, 300)[2])
                .isEqualTo(1);
    }

    @ParameterizedTest
    @FieldSource("EACH")
    void givesOneThatHasComeBackItsShareOnly(Map.Entry<String, Function<Weights, Balance>> each) {
        FakeServers servers = new FakeServers(2);
        servers.share[0] = 100;
        int[] picked = pick(each.getValue().apply(new Weights(1, 1)), servers, 4000);
        assertThat(picked[0]).isBetween(100, 700);
    }

    @Test
    void leastRequestsPassesTheBusyOver() {
        FakeServers servers = new FakeServers(2);
        servers.inFlight[0] = 5;
        assertThat(pick(new LeastRequests(new Weights(1, 1)), servers, 100)).containsExactly(0, 100);
        assertThat(pick(new LeastRequests(new Weights(6, 1)), servers, 100)[1]).isEqualTo(100);
        servers.inFlight[1] = 1;
        assertThat(pick(new LeastRequests(new Weights(6, 1)), servers, 100)[0]).isEqualTo(100);
    }

    @Test
    void roundRobinSpreadsWeightsOverTheRound() {
        assertThat(new RoundRobin(new Weights(5, 1, 1)).round()).containsExactly(0, 0, 1, 0, 2, 0, 0);
        assertThat(new RoundRobin(new Weights(10, 10, 10)).round()).containsExactly(0, 1, 2);
        assertThat(new RoundRobin(new Weights(4, 0, 2)).round()).containsExactly(0, 2, 0);
    }

    @Test
    void roundRobinGoesOnWhenItsCountIsUsedUp() {
        RoundRobin balance = new RoundRobin(new Weights(1, 1, 1));
        assertThat(pick(balance, new FakeServers(3), 3000)).containsOnly(1000);
    }

    @Test
    void aServerMoreMovesItsShareOnly() {
        assertThat(moved(10, 11, new FakeServers(10), new FakeServers(11))).isBetween(700, 1150);
    }

    @Test
    void aServerLessMovesItsShareOnly() {
        FakeServers without = new FakeServers(10);
        without.fit[4] = false;
        assertThat(moved(10, 10, new FakeServers(10), without)).isBetween(800, 1200);
    }

    /** How many of 10,000 keys have another server then. */
    private int moved(int before, int then, FakeServers serversBefore, FakeServers serversThen) {
        Balance one = new HashChoice(equalWeights(before), names(before));
        Balance other = new HashChoice(equalWeights(then), names(then));
        return (int) LongStream.range(0, 10_000)
                .map(HashKey::mixed)
                .filter(key -> one.pick(serversBefore, key, random) != other.pick(serversThen, key, random))
                .count();
    }

    private static Weights equalWeights(int size) {
        return new Weights(IntStream.generate(() -> 1).limit(size).toArray());
    }

    @Test
    void hashDoesNotDependOnTheOrderOfServers() {
        Balance one = new HashChoice(equalWeights(3), 11, 22, 33);
        Balance other = new HashChoice(equalWeights(3), 33, 11, 22);
        FakeServers servers = new FakeServers(3);
        for (long key = 0; key < 1000; key++) {
            assertThat(other.pick(servers, HashKey.mixed(key), random))
                    .isEqualTo((one.pick(servers, HashKey.mixed(key), random) + 1) % 3);
        }
    }

    /** Replicas and later versions choose alike. */
    @Test
    void keysAreTheSameEverywhere() {
        assertThat(HashKey.of("192.0.2.1")).isEqualTo(HashKey.of("192.0.2.1")).isNotEqualTo(HashKey.of("192.0.2.2"));
        assertThat(HashKey.of("")).isEqualTo(HashKey.mixed(0xcbf29ce484222325L));
    }
}
