package frontdoor.hosts;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class NetworksTest {
    @ParameterizedTest
    @CsvSource({
        "192.0.2.0/24, 192.0.2.0/24",
        "192.0.2.77/24, 192.0.2.0/24",
        "0.0.0.0/0, 0.0.0.0/0",
        "10.1.2.3, 10.1.2.3",
        "10.1.2.3/32, 10.1.2.3",
        "2001:DB8:0::/32, 2001:db8::/32",
        "2001:db8::1, 2001:db8::1",
        "2001:db8::ff00/120, 2001:db8::ff00/120",
        "::/0, ::/0"
    })
    void writesANetworkInItsOneForm(String text, String form) {
        assertThat(Network.parse(text)).map(Network::toString).contains(form);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/",
                "/8",
                "10.0.0.0/",
                "10.0.0.0/33",
                "10.0.0.010/32",
                "10.0.0.0/-1",
                "10.0.0.0/+8",
                "10.0.0.0/08",
                "10.0.0/8",
                "::/129",
                "[::]/0",
                "fe80::1%eth0",
                "::ffff:10.0.0.0/104",
                "::ffff:0:0/96",
                "10.0.0.0/8/8",
                "10.0.0.0 /8",
                "example.com",
                "0x0a.0.0.0/8"
            })
    void takesNothingElseForANetwork(String text) {
        assertThat(Network.parse(text)).isEmpty();
    }

    @Test
    void findsTheMostSpecificNetworkOfAnAddress() {
        Networks networks = networks("10.0.0.0/8", "10.1.0.0/16", "10.1.2.3", "2001:db8::/32", "2001:db8:0:1::/64");
        assertThat(networks.find(address("10.1.2.3"))).isEqualTo(128);
        assertThat(networks.find(address("10.1.2.4"))).isEqualTo(96 + 16);
        assertThat(networks.find(address("10.2.2.4"))).isEqualTo(96 + 8);
        assertThat(networks.find(address("11.0.0.1"))).isEqualTo(Networks.NONE);
        assertThat(networks.find(address("2001:db8:0:1::5"))).isEqualTo(64);
        assertThat(networks.find(address("2001:db8:0:2::5"))).isEqualTo(32);
        assertThat(networks.find(address("::1"))).isEqualTo(Networks.NONE);
    }

    @Test
    void keepsTheTwoVersionsApart() {
        assertThat(networks("::/0", "::/64").contains(address("10.0.0.1"))).isFalse();
        assertThat(networks("0.0.0.0/0").contains(address("::1"))).isFalse();
        assertThat(Network.parse("::/0").orElseThrow().contains(address("10.0.0.1")))
                .isFalse();
        // A socket of both versions shows IPv4 so.
        assertThat(networks("10.0.0.0/8").contains(address("::ffff:10.0.0.1"))).isTrue();
    }

    @Test
    void isEmptyWithoutANetwork() {
        assertThat(Networks.none().isEmpty()).isTrue();
        assertThat(Networks.none().contains(address("10.0.0.1"))).isFalse();
        assertThat(networks("10.0.0.0/8", "10.0.0.0/8").all()).hasSize(1);
    }

    /** Against the plain way to ask: one network after the other. */
    @Test
    void agreesWithALookAtEveryNetwork() {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(26);
        for (int round = 0; round < 200; round++) {
            List<Network> all = IntStream.range(0, 1 + random.nextInt(40))
                    .mapToObj(_ -> Network.of(address(random), random.nextInt(33)))
                    .toList();
            Networks networks = Networks.of(all);
            for (int i = 0; i < 50; i++) {
                InetAddress address = address(random);
                int expected = all.stream()
                        .filter(network -> network.contains(address))
                        .mapToInt(Network::prefix)
                        .max()
                        .orElse(Networks.NONE);
                assertThat(networks.find(address))
                        .as("%s in %s", address, networks)
                        .isEqualTo(expected);
            }
        }
    }

    /** Few bits differ, so that many are hit. */
    private static InetAddress address(RandomGenerator random) {
        String odd = random.nextInt(4) + "." + random.nextInt(2) + "." + random.nextInt(2);
        return random.nextBoolean()
                ? address("10." + odd)
                : address("200" + random.nextInt(4) + ":db8::" + Integer.toHexString(random.nextInt(4)));
    }

    private static InetAddress address(String text) {
        return InetAddress.ofLiteral(text);
    }

    private static Networks networks(String... networks) {
        return Networks.of(Stream.of(networks)
                .map(text -> Network.parse(text).orElseThrow())
                .toList());
    }
}
