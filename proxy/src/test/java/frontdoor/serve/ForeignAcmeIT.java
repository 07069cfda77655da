package frontdoor.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import frontdoor.fixture.Answer;
import frontdoor.fixture.Backend;
import frontdoor.fixture.FreePort;
import frontdoor.fixture.FrontDoorHarness;
import frontdoor.fixture.Http1Client;
import frontdoor.fixture.LeakPresence;
import frontdoor.fixture.Protocol;
import frontdoor.fixture.Request;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** B13: another ACME client goes on proving hosts, with files or with a port of its own, and its answers are all that is let through. */
@ExtendWith(LeakPresence.class)
class ForeignAcmeIT {
    private static final String CHALLENGE = "/.well-known/acme-challenge/";
    private static final String TOKEN = "ab-C_9";

    @TempDir
    private Path directory;

    private final Backend backend = new Backend().answers("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
    private Path answers;

    @BeforeEach
    void prepare() throws IOException {
        answers = Files.createDirectories(directory.resolve("www" + CHALLENGE));
        Files.writeString(answers.resolve(TOKEN), TOKEN + ".digest");
    }

    @AfterEach
    void close() throws IOException {
        backend.close();
    }

    private FrontDoorHarness door(String foreign, String site) throws Exception {
        return FrontDoorHarness.open(directory, """
            frontdoor.acme.foreign = { %s }
            frontdoor.sites.main { hosts = ["example.test"], backend = "http://127.0.0.1:%d", %s }
            """.formatted(foreign, backend.port(), site));
    }

    private String webroot() {
        return "directory = \"%s\"".formatted(directory.resolve("www"));
    }

    private static Answer plain(FrontDoorHarness door, Request request) throws IOException {
        try (Http1Client client = door.plain()) {
            return client.exchange(request);
        }
    }

    private static int status(FrontDoorHarness door, String token) throws IOException {
        return plain(door, Request.get("example.test", CHALLENGE + token)).status();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "plaintext = redirect",
                "plaintext = refuse",
                "plaintext = close",
                "maintenance = on",
                "access.deny = [\"127.0.0.0/8\"]",
                "plaintext-from = [\"127.0.0.0/8\"]",
                "rate-limit { requests = 1, per = 1h }"
            })
    void nothingKeepsAnAuthorityFromAFile(String site) throws Exception {
        try (FrontDoorHarness door = door(webroot(), site)) {
            for (int i = 0; i < 3; i++) {
                Answer answer = plain(door, Request.get("example.test", CHALLENGE + TOKEN));
                assertThat(answer.status()).isEqualTo(200);
                assertThat(answer.body()).isEqualTo(TOKEN + ".digest");
                assertThat(answer.value("content-type")).startsWith("text/plain");
                assertThat(answer.policies()).isEmpty();
            }
            Answer head =
                    plain(door, Request.get("example.test", CHALLENGE + TOKEN).method("HEAD"));
            assertThat(head.status()).isEqualTo(200);
            assertThat(head.value("content-length")).isEqualTo("13");
            assertThat(status(door, "nothing")).isEqualTo(404);
            assertThat(backend.requests()).isEmpty();
        }
    }

    /** Whoever wants a certificate for a host that is to be served has to have it before. */
    @Test
    void aHostOfNoSiteIsProvedToo() throws Exception {
        try (FrontDoorHarness door = door(webroot(), "")) {
            assertThat(plain(door, Request.get("mail.test", CHALLENGE + TOKEN)).body())
                    .isEqualTo(TOKEN + ".digest");
            assertThat(plain(door, Request.get("mail.test", CHALLENGE + "nothing"))
                            .status())
                    .isEqualTo(404);
            assertThat(plain(door, Request.get("mail.test", "/")).status()).isEqualTo(404);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"HTTP_1", "HTTP_2"})
    void anAuthorityMayComeOverTlsToo(Protocol protocol) throws Exception {
        try (FrontDoorHarness door = door(webroot(), "")) {
            Answer answer = protocol.exchange(door, "example.test", Request.get("example.test", CHALLENGE + TOKEN));
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.body()).isEqualTo(TOKEN + ".digest");
            assertThat(answer.policies()).hasSize(1);
        }
    }

    @Test
    void nothingElseIsEverRead() throws Exception {
        Path secret = Files.writeString(directory.resolve("secret"), "secret");
        Files.createSymbolicLink(answers.resolve("link"), secret);
        Files.createSymbolicLink(answers.resolve("inside"), answers.resolve(TOKEN));
        Files.createDirectory(answers.resolve("folder"));
        Files.write(answers.resolve("large"), new byte[5000]);
        Files.writeString(answers.resolve("a.b"), "dotted");
        Files.writeString(directory.resolve("www/above"), "above");
        assertThat(new ProcessBuilder("mkfifo", answers.resolve("fifo").toString())
                        .start()
                        .waitFor())
                .isZero();
        try (FrontDoorHarness door = door(webroot(), "")) {
            for (String token : new String[] {"link", "inside", "folder", "large", "fifo"}) {
                assertThat(status(door, token)).as(token).isEqualTo(404);
            }
            for (String around : new String[] {
                "", "a.b", "..%2fabove", "../above", "x/../" + TOKEN, TOKEN + "?a", TOKEN + "/", "%61b-C_9"
            }) {
                assertThat(status(door, around)).as(around).isNotEqualTo(200);
            }
            assertThat(plain(
                                    door,
                                    Request.get("example.test", CHALLENGE + TOKEN)
                                            .method("POST")
                                            .body("x"))
                            .status())
                    .isEqualTo(308);
            Files.delete(answers.resolve(TOKEN));
            Files.move(answers, directory.resolve("elsewhere"));
            Files.writeString(directory.resolve("elsewhere").resolve(TOKEN), "moved");
            Files.createSymbolicLink(answers, directory.resolve("elsewhere"));
            assertThat(status(door, TOKEN)).isNotEqualTo(200);
        }
        assertThat(backend.requests()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"HTTP/1.0 200 OK\n\nab.c", "HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nab.c"})
    void aServerIsAskedForThisPathAlone(String answer) throws Exception {
        try (Backend client = answer.startsWith("HTTP/1.0")
                        ? new Backend().answersAndCloses(answer)
                        : new Backend().answers(answer);
                FrontDoorHarness door = door("url = \"http://127.0.0.1:%d\"".formatted(client.port()), "")) {
            assertThat(plain(door, Request.get("mail.test", CHALLENGE + TOKEN).with("Cookie", "a=b"))
                            .body())
                    .isEqualTo("ab.c");
            assertThat(client.requests())
                    .singleElement()
                    .asString()
                    .matches("GET " + CHALLENGE + TOKEN + " HTTP/1.0\r\nHost: mail.test\r\nVia: 1.1 [^\r\n]+\r\n"
                            + "Connection: close\r\n\r\n");
            assertThat(plain(door, Request.get("example.test", "/")).status()).isEqualTo(301);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n",
                "HTTP/1.1 503 No\r\nContent-Length: 0\r\n\r\n",
                "HTTP/1.1 301 Away\r\nContent-Length: 0\r\nLocation: https://evil.test/\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: 40\r\n\r\nab",
                "SSH-2.0-OpenSSH\r\n"
            })
    void whatIsNoAnswerIsNone(String answer) throws Exception {
        try (Backend client = new Backend().answersAndCloses(answer);
                FrontDoorHarness door = door("url = \"http://127.0.0.1:%d\"".formatted(client.port()), "")) {
            assertThat(status(door, TOKEN)).isEqualTo(answer.contains("404") ? 404 : 502);
        }
    }

    @Test
    void aServerThatIsNotThereIsTold() throws Exception {
        try (FrontDoorHarness door = door("url = \"http://127.0.0.1:%d\"".formatted(FreePort.take()), "")) {
            assertThat(status(door, TOKEN)).isEqualTo(502);
        }
    }

    /** A question of ours that comes back to us is not asked again. */
    @Test
    void aServerThatIsThisOneIsNotAskedForEver() throws Exception {
        try (FrontDoorHarness door = door(webroot(), "")) {
            int port = door.address(false).getPort();
            door.rewrite("""
                frontdoor.acme.foreign = { url = "http://127.0.0.1:%d" }
                frontdoor.sites.main { hosts = ["example.test"], backend = "http://127.0.0.1:%d" }
                """.formatted(port, backend.port()));
            await().atMost(60, TimeUnit.SECONDS).until(() -> status(door, TOKEN) == 502);
        }
    }
}
