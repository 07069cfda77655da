package frontdoor.groups;

import static org.assertj.core.api.Assertions.assertThat;

import frontdoor.config.BackendUrl;
import frontdoor.config.ServerConfig;
import frontdoor.connect.PeerAddress;
import frontdoor.connect.ServiceRecord;
import frontdoor.hosts.ServerPlace;
import frontdoor.proxyheader.ProxyProtocol;
import frontdoor.upstream.TestBed;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** RFC 2782: what records say of their servers. */
class ServiceTargetsTest {
    private static final ServerPlace.Service SERVICE = new ServerPlace.Service("_http._tcp.shop.test");

    private static List<ServiceTargets.Target> targets(int written, List<ServiceRecord> records) {
        return ServiceTargets.of(
                new PeerAddress(SERVICE, null, ProxyProtocol.V2, true),
                new ServerConfig(new BackendUrl(SERVICE, false), written, true),
                TestBed.LIMITS,
                records);
    }

    private static ServiceRecord record(int priority, int weight, String host) {
        return new ServiceRecord(priority, weight, new ServerPlace.Port(host, 80), 60);
    }

    /** The proportions stay as far as they go into 256; where nobody weighs, all weigh what is written. */
    @ParameterizedTest
    @CsvSource({
        "1, 0 0 0, 1 1 1",
        "3, 0 0 0, 3 3 3",
        "1, 1 1, 1 1",
        "1, 60 20, 60 20",
        "2, 60 20, 120 40",
        "1, 0 10, 1 10",
        "1, 65535 0 32768, 256 1 128",
        "0, 60 20, 0 0"
    })
    void weighsThem(int written, String weights, String expected) {
        int[] of = Arrays.stream(weights.split(" ")).mapToInt(Integer::parseInt).toArray();
        List<ServiceRecord> records = IntStream.range(0, of.length)
                .mapToObj(i -> record(5, of[i], "h" + i))
                .toList();
        assertThat(targets(written, records).stream()
                        .map(target -> Integer.toString(target.server().weight()))
                        .collect(Collectors.joining(" ")))
                .isEqualTo(expected);
    }

    @Test
    void ranksThemByPriorityAndTakesEachOnce() {
        List<ServiceTargets.Target> targets =
                targets(1, List.of(record(30, 1, "c"), record(10, 1, "b"), record(20, 7, "b"), record(10, 1, "a")));
        assertThat(targets.stream()
                        .map(target -> target.rank() + " " + target.address().place()))
                .containsExactly("0 a:80", "0 b:80", "1 c:80");
        assertThat(targets)
                .allMatch(target -> target.server().backup()
                        && target.address().http2()
                        && target.address().proxy() == ProxyProtocol.V2
                        && target.limits() == TestBed.LIMITS);
    }

    /** As many as there are, up to a bound, and in the same order whichever way they come. */
    @Test
    void makesNoMoreThanAFewHundred() {
        List<ServiceRecord> many =
                IntStream.range(0, 1_000).mapToObj(i -> record(1, 1, "h" + i)).toList();
        assertThat(targets(1, many)).hasSize(256).isEqualTo(targets(1, many.reversed()));
    }
}
