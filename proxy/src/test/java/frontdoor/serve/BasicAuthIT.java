package frontdoor.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import frontdoor.fixture.Answer;
import frontdoor.fixture.Backend;
import frontdoor.fixture.FrontDoorHarness;
import frontdoor.fixture.LeakPresence;
import frontdoor.fixture.Protocol;
import frontdoor.fixture.Request;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A8, G8: a login by name and password before a site. */
@ExtendWith(LeakPresence.class)
class BasicAuthIT {
    /** The password is myPassword. */
    private static final String ANN = "ann:$2y$05$c4WoMPo3SXsafkva.HHa6uXQZWr7oboPiC2bT/r7q1BB8I2s0BRqC\n";

    private static final Request GET = Request.get("example.test", "/");

    @TempDir
    private Path directory;

    private final Backend backend = new Backend();
    private FrontDoorHarness door;

    @BeforeEach
    void open() throws Exception {
        Files.writeString(directory.resolve(".htpasswd"), ANN);
        door = FrontDoorHarness.open(directory, """
                frontdoor.sites.main {
                  hosts = ["example.test"], backend = "http://127.0.0.1:%d", basic-auth.users-file = ".htpasswd"
                }
                """.formatted(backend.port()));
    }

    @AfterEach
    void close() throws Exception {
        door.close();
        backend.close();
    }

    private static Request as(String login) {
        return GET.with(
                "authorization", "Basic " + Base64.getEncoder().encodeToString(login.getBytes(StandardCharsets.UTF_8)));
    }

    @ParameterizedTest
    @EnumSource(names = {"HTTP_1", "HTTP_2"})
    void letsIn(Protocol protocol) throws Exception {
        for (int i = 0; i < 2; i++) {
            Answer answer = protocol.exchange(door, "example.test", as("ann:myPassword"));
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.body()).containsIgnoringCase("authorization: Basic ");
            assertThat(answer.policies()).hasSize(1);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"HTTP_1", "HTTP_2"})
    void keepsOut(Protocol protocol) throws Exception {
        for (Request request : new Request[] {
            GET,
            as("ann:mypassword"),
            as("bob:myPassword"),
            as("ann"),
            GET.method("POST").body("x".repeat(60_000))
        }) {
            Answer answer = protocol.exchange(door, "example.test", request);
            assertThat(answer.status()).isEqualTo(401);
            assertThat(answer.value("www-authenticate")).isEqualTo("Basic realm=\"main\", charset=\"UTF-8\"");
            assertThat(answer.value("cache-control")).isEqualTo("no-store");
            assertThat(answer.policies()).hasSize(1);
        }
        assertThat(backend.requests()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(names = {"HTTP_1", "HTTP_2"})
    void losesNothingOfABodyThatComesWhileThePasswordIsChecked(Protocol protocol) throws Exception {
        String body = "0123456789".repeat(protocol == Protocol.HTTP_1 ? 50_000 : 6_000);
        Answer answer = protocol.exchange(
                door, "example.test", as("ann:myPassword").method("POST").body(body));
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).endsWith(body).hasSizeLessThan(body.length() + 1000);
    }

    @Test
    void asksNobodyInTheClear() throws Exception {
        Answer answer = Protocol.PLAINTEXT.exchange(door, "example.test", as("ann:myPassword"));
        assertThat(answer.status()).isEqualTo(301);
        assertThat(answer.values("www-authenticate")).isEmpty();
    }

    @Test
    void noticesThatTheFileHasChanged() throws Exception {
        assertThat(Protocol.HTTP_1
                        .exchange(door, "example.test", as("ann:myPassword"))
                        .status())
                .isEqualTo(200);
        Files.writeString(directory.resolve(".htpasswd"), ANN.replace("ann:", "bob:"));
        await().untilAsserted(() -> assertThat(Protocol.HTTP_1
                        .exchange(door, "example.test", as("ann:myPassword"))
                        .status())
                .isEqualTo(401));
        assertThat(Protocol.HTTP_1
                        .exchange(door, "example.test", as("bob:myPassword"))
                        .status())
                .isEqualTo(200);
    }
}
