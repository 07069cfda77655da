package frontdoor.serve;

import static org.assertj.core.api.Assertions.assertThat;

import frontdoor.fixture.Answer;
import frontdoor.fixture.Backend;
import frontdoor.fixture.FrontDoorHarness;
import frontdoor.fixture.Http1Client;
import frontdoor.fixture.LeakPresence;
import frontdoor.fixture.Request;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Devices that cannot do TLS, at 127.0.0.5 and at 192.0.2.7 behind the proxy 127.0.0.2; A6: never with a policy. */
@ExtendWith(LeakPresence.class)
class PlaintextFromIT {
    private static final String DEVICE = "127.0.0.5";
    private static final Request GET = Request.get("www.example.test", "/x?y");

    @TempDir
    private static Path directory;

    private static final Backend backend = new Backend();
    private static FrontDoorHarness door;

    @BeforeAll
    static void open() throws Exception {
        door = FrontDoorHarness.open(directory, """
                frontdoor {
                  listen.trusted-proxies = ["127.0.0.2"]
                  sites.main {
                    hosts = ["example.test", "www.example.test"]
                    canonical = "example.test"
                    plaintext = close
                    plaintext-from = ["127.0.0.5", "192.0.2.0/24"]
                    backend = "http://127.0.0.1:%d"
                  }
                }
                """.formatted(backend.port()));
    }

    @AfterAll
    static void close() throws Exception {
        door.close();
        backend.close();
    }

    @BeforeEach
    void echo() {
        backend.does(Backend::echo);
    }

    @Test
    void servesThemOverThePlaintextPort() throws Exception {
        try (Http1Client client = door.plainFrom(DEVICE)) {
            Answer answer = client.exchange(GET.method("POST").body("abc"));
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.policies()).isEmpty();
            assertThat(answer.body().lines())
                    .startsWith("POST /x?y HTTP/1.1", "Host: www.example.test")
                    .contains(
                            "X-Forwarded-For: 127.0.0.5", "X-Forwarded-Proto: http",
                            "X-Forwarded-Host: www.example.test", "X-Forwarded-Port: 80");
            assertThat(client.exchange(Request.get("unknown.test", "/")).status())
                    .isEqualTo(404);
        }
        try (Http1Client client = door.plainFrom("127.0.0.2")) {
            assertThat(client.exchange(GET.with("x-forwarded-for", "192.0.2.7")).status())
                    .isEqualTo(200);
        }
        try (Http1Client client = door.plainFrom("127.0.0.2")) {
            assertThat(client.send(GET.with("x-forwarded-for", "192.0.3.7").http1())
                            .readAll())
                    .isEmpty();
        }
    }

    /** Over TLS they are as all others. */
    @Test
    void leavesTlsAsItIs() throws Exception {
        try (Http1Client client = door.tlsFrom(DEVICE, "www.example.test")) {
            Answer answer = client.exchange(GET);
            assertThat(answer.value("location")).isEqualTo("https://example.test/x?y");
            assertThat(answer.policies()).containsExactly("max-age=300");
        }
    }

    @Test
    void letsNobodyElseIn() throws Exception {
        try (Http1Client client = door.plainFrom("127.0.0.6")) {
            assertThat(client.send(GET.with("x-forwarded-for", DEVICE).http1()).readAll())
                    .isEmpty();
        }
    }

    /** A cookie that is Secure would be lost, and an address of https leads the device nowhere. */
    @Test
    void mendsNothingThatTheyCouldNotUse() throws Exception {
        backend.answers("HTTP/1.1 302 Found\r\nLocation: http://example.test/next\r\nSet-Cookie: a=b\r\n"
                + "Strict-Transport-Security: max-age=1\r\nContent-Length: 0\r\n\r\n");
        try (Http1Client client = door.plainFrom(DEVICE)) {
            Answer answer = client.exchange(GET);
            assertThat(answer.value("location")).isEqualTo("http://example.test/next");
            assertThat(answer.value("set-cookie")).isEqualTo("a=b");
            assertThat(answer.policies()).isEmpty();
        }
    }
}
