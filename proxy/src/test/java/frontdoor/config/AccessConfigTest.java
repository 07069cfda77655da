package frontdoor.config;

import static org.assertj.core.api.Assertions.assertThat;

import frontdoor.hosts.Network;
import frontdoor.hosts.Networks;
import java.net.InetAddress;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class AccessConfigTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'' | '' | 192.0.2.7 | true",
                "'' | 192.0.2.0/24 | 192.0.2.7 | false",
                "'' | 192.0.2.0/24 | 198.51.100.7 | true",
                "10.0.0.0/8 | '' | 10.1.2.3 | true",
                "10.0.0.0/8 | '' | 192.0.2.7 | false",
                "10.0.0.0/8 | '' | 2001:db8::7 | false",
                // The most specific one decides, whichever list it is in.
                "10.0.0.0/8 | 10.1.0.0/16 | 10.1.2.3 | false",
                "10.0.0.0/8 10.1.2.3 | 10.1.0.0/16 | 10.1.2.3 | true",
                "10.0.0.0/8 10.1.2.3 | 10.1.0.0/16 | 10.1.2.4 | false",
                "10.1.0.0/16 | 10.0.0.0/8 | 10.1.2.3 | true",
                "10.1.0.0/16 | 10.0.0.0/8 | 10.2.2.3 | false",
                "2001:db8::/32 | 2001:db8:1::/48 | 2001:db8:1::1 | false",
                "0.0.0.0/0 | 192.0.2.7 | 192.0.2.8 | true",
                "0.0.0.0/0 | 192.0.2.7 | ::1 | false"
            })
    void admitsByTheMostSpecificNetwork(String allow, String deny, String address, boolean admitted) {
        AccessConfig access = new AccessConfig(networks(allow), networks(deny));
        assertThat(access.admits(InetAddress.ofLiteral(address))).isEqualTo(admitted);
    }

    private static Networks networks(String texts) {
        List<Network> networks = Stream.of(texts.split(" "))
                .filter(text -> !text.isEmpty())
                .map(text -> Network.parse(text).orElseThrow())
                .toList();
        return Networks.of(networks);
    }
}
