package frontdoor.serve;

import static org.assertj.core.api.Assertions.assertThat;

import frontdoor.fixture.Backend;
import frontdoor.fixture.FreePort;
import frontdoor.fixture.FrontDoorHarness;
import frontdoor.fixture.LeakPresence;
import frontdoor.fixture.Protocol;
import frontdoor.fixture.Request;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** LESSONS C29: an issuer of certificates comes from anywhere, and cannot log in; so its challenges pass what keeps others out. */
@ExtendWith(LeakPresence.class)
class AcmeChallengeIT {
    private static final String CHALLENGE = "/.well-known/acme-challenge/";

    @TempDir
    private Path directory;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "HTTP_1 | access.deny = [\"127.0.0.0/8\"] | 403",
                "HTTP_2 | access.deny = [\"127.0.0.0/8\"] | 403",
                "HTTP_1 | basic-auth.users-file = users | 401",
                "HTTP_2 | basic-auth.users-file = users | 401",
                "HTTP_1 | forward-auth.url = \"http://127.0.0.1:PORT/\" | 502",
                "HTTP_2 | forward-auth.url = \"http://127.0.0.1:PORT/\" | 502"
            })
    void passWhatKeepsOthersOutAndNothingElseDoes(Protocol protocol, String setting, int refused) throws Exception {
        Files.writeString(directory.resolve("users"), "ann:$2y$04$" + ".".repeat(53));
        try (Backend backend = new Backend().answers("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
                FrontDoorHarness door = FrontDoorHarness.open(directory, """
                        frontdoor.sites.main { hosts = ["example.test"], backend = "http://127.0.0.1:%d", %s }
                        """.formatted(
                                backend.port(), setting.replace("PORT", Integer.toString(FreePort.take()))))) {
            assertThat(status(door, protocol, Request.get("example.test", CHALLENGE + "ab-C_9")))
                    .isEqualTo(200);
            assertThat(status(door, protocol, Request.get("example.test", "/"))).isEqualTo(refused);
            for (String around : new String[] {"..%2fadmin", "a/b", "", "a?b", "a;b", "../x"}) {
                assertThat(status(door, protocol, Request.get("example.test", CHALLENGE + around)))
                        .as(around)
                        .isGreaterThanOrEqualTo(400);
            }
            Request post =
                    Request.get("example.test", CHALLENGE + "a").method("POST").body("x");
            assertThat(status(door, protocol, post)).isEqualTo(refused);
            assertThat(backend.requests()).hasSize(1);
        }
    }

    private static int status(FrontDoorHarness door, Protocol protocol, Request request) throws Exception {
        return protocol.exchange(door, "example.test", request).status();
    }
}
