package frontdoor.admin;

import static org.assertj.core.api.Assertions.assertThat;

import frontdoor.hosts.Network;
import frontdoor.hosts.Networks;
import java.net.InetAddress;
import java.net.Socket;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who may ask what of the listener for health. */
class HealthGateTest {
    private static int status(String path, String from, String networks) {
        HealthGate gate = new HealthGate(() -> Networks.of(
                networks == null ? List.of() : List.of(Network.parse(networks).orElseThrow())));
        AdminAnswer refused =
                gate.refuse(new AdminRequest("GET", path, "", Map.of("Host", "10.1.2.3:9902")), new Socket() {
                    @Override
                    public InetAddress getInetAddress() {
                        return InetAddress.ofLiteral(from);
                    }
                });
        return refused == null ? 200 : refused.status();
    }

    @ParameterizedTest
    @CsvSource({
        "/healthz, 192.0.2.1, , 200",
        "/readyz, 192.0.2.1, , 200",
        "/metrics, 192.0.2.1, , 403",
        "/metrics, 127.0.0.1, , 200",
        "/metrics, ::1, , 200",
        "/metrics, 10.1.2.3, 10.0.0.0/8, 200",
        "/metrics, 192.0.2.1, 10.0.0.0/8, 403",
        "/metrics, 2001:db8::1, 2001:db8::/32, 200"
    })
    void letsIn(String path, String from, String networks, int status) {
        assertThat(status(path, from, networks)).isEqualTo(status);
    }
}
