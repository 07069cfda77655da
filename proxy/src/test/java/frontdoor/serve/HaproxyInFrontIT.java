package frontdoor.serve;

import static org.assertj.core.api.Assertions.assertThat;

import frontdoor.fixture.Answer;
import frontdoor.fixture.Backend;
import frontdoor.fixture.FreePort;
import frontdoor.fixture.FrontDoorHarness;
import frontdoor.fixture.Http1Client;
import frontdoor.fixture.Http2Client;
import frontdoor.fixture.LeakPresence;
import frontdoor.fixture.Request;
import frontdoor.fixture.ServerProcess;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** F8, F19: HAProxy in front of the front door, with a PROXY header of version 2, and with X-Forwarded fields. */
@ExtendWith(LeakPresence.class)
class HaproxyInFrontIT {
    private static final String CLIENT = "127.0.0.7";
    private static final Request GET = Request.get("example.test", "/x").with("x-forwarded-for", "1.1.1.1");

    @TempDir
    private Path directory;

    private static Socket connect(int port) throws IOException {
        return new Socket(InetAddress.getLoopbackAddress(), port, InetAddress.getByName(CLIENT), 0);
    }

    private static void assertToldOf(Answer answer) {
        assertThat(answer.status()).as("%s", answer).isEqualTo(200);
        assertThat(answer.policies()).containsExactly("max-age=300");
        assertThat(answer.body().lines())
                .anyMatch(line -> line.matches("X-Forwarded-For: 127\\.0\\.0\\.7(, 127\\.0\\.0\\.1)?"))
                .contains("X-Forwarded-Proto: https")
                .noneMatch(line -> line.contains("1.1.1.1"));
    }

    @Test
    void tellsBackendsOfTheClientsOfHaproxy() throws Exception {
        int passing = FreePort.take();
        int speaking = FreePort.take();
        try (Backend backend = new Backend().does(Backend::echo);
                FrontDoorHarness door = FrontDoorHarness.open(directory, """
                        frontdoor {
                          listen { proxy-protocol = accept, trusted-proxies = ["127.0.0.1"] }
                          sites.main { hosts = ["example.test"], backend = "http://127.0.0.1:%d" }
                        }
                        """.formatted(backend.port()))) {
            Path file = Files.writeString(directory.resolve("haproxy.cfg"), """
                    defaults
                      timeout connect 5s
                      timeout client 20s
                      timeout server 20s
                    listen passing
                      mode tcp
                      bind 127.0.0.1:%1$d
                      server door 127.0.0.1:%2$d send-proxy-v2
                    listen speaking
                      mode http
                      bind 127.0.0.1:%3$d
                      option forwardfor
                      http-request set-header X-Forwarded-Proto https
                      server door 127.0.0.1:%4$d
                    """.formatted(
                            passing,
                            door.address(true).getPort(),
                            speaking,
                            door.address(false).getPort()));
            try (ServerProcess _ = ServerProcess.start(directory, passing, "haproxy", "-db", "-f", file.toString());
                    Http1Client h1 = door.tlsOver(connect(passing), "example.test");
                    Http2Client h2 = door.http2Over(connect(passing), "example.test");
                    Http1Client spoken = new Http1Client(connect(speaking))) {
                assertToldOf(h1.exchange(Request.get("example.test", "/x")));
                assertToldOf(h1.exchange(GET));
                assertToldOf(h2.exchange(GET));
                assertToldOf(spoken.exchange(GET));
            }
        }
    }
}
