package frontdoor.serve;

import static org.assertj.core.api.Assertions.assertThat;

import frontdoor.fixture.Answer;
import frontdoor.fixture.Backend;
import frontdoor.fixture.FrontDoorHarness;
import frontdoor.fixture.LeakPresence;
import frontdoor.fixture.Protocol;
import frontdoor.fixture.Request;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** LESSONS D.43, G1, G11: what old applications and firmware say, and how they want to be spoken to. */
@ExtendWith(LeakPresence.class)
class LegacyAnswersIT {
    private static final Request GET = Request.get("example.test", "/");

    @TempDir
    private static Path directory;

    private static final Backend backend = new Backend();
    private static FrontDoorHarness door;

    @BeforeAll
    static void open() throws Exception {
        door = FrontDoorHarness.open(
                directory,
                "frontdoor.sites.main { hosts = [\"example.test\"], backend = \"http://127.0.0.1:%d\"}"
                        .formatted(backend.port()));
    }

    @AfterAll
    static void close() throws Exception {
        door.close();
        backend.close();
    }

    private static Answer get(Protocol protocol) throws Exception {
        return protocol.exchange(door, "example.test", GET);
    }

    /** HTTP/1.0: the body ends with the connection, and each answer has one of its own. */
    @ParameterizedTest
    @EnumSource(names = {"HTTP_1", "HTTP_2"})
    void takesAnswersThatEndWithTheirConnection(Protocol protocol) throws Exception {
        backend.answersAndCloses("HTTP/1.0 200 OK\r\nContent-Type: text/plain\r\n\r\nhello");
        for (int i = 1; i <= 3; i++) {
            Answer answer = get(protocol);
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.body()).isEqualTo("hello");
            assertThat(answer.complete()).isTrue();
            assertThat(backend.connections()).hasSize(i);
        }
    }

    /** HTTP/1.1 may do so, too. */
    @ParameterizedTest
    @EnumSource(names = {"HTTP_1", "HTTP_2"})
    void takesAnswersOfHttp11ThatEndWithTheirConnection(Protocol protocol) throws Exception {
        backend.answersAndCloses("HTTP/1.1 200 OK\r\n\r\nhello");
        assertThat(get(protocol).body()).isEqualTo("hello");
        assertThat(get(protocol).complete()).isTrue();
    }

    /** G4: a reset is no end, also right behind data. */
    @ParameterizedTest
    @EnumSource(names = {"HTTP_1", "HTTP_2"})
    void passesOnThatSuchAnAnswerWasReset(Protocol protocol) throws Exception {
        backend.does(connection -> {
            connection.readRequest();
            connection.send("HTTP/1.0 200 OK\r\n\r\nhello");
            connection.reset();
        });
        Answer answer = get(protocol);
        // Where the reset overtakes the head, nothing has been said yet.
        assertThat(answer.status() == 502 || !answer.complete()).isTrue();
    }

    /** RFC 9112 4: the reason may be missing, and old servers leave out the blank before it, too. */
    @ParameterizedTest
    @EnumSource(names = {"HTTP_1", "HTTP_2"})
    void takesAnswersWithoutAReason(Protocol protocol) throws Exception {
        for (String line : List.of("HTTP/1.1 404", "HTTP/1.1 404 ", "HTTP/1.0 404")) {
            backend.answers(line + "\r\nContent-Length: 4\r\n\r\nnone");
            Answer answer = get(protocol);
            assertThat(answer.status()).as(line).isEqualTo(404);
            assertThat(answer.body()).isEqualTo("none");
        }
    }

    /** LESSONS D.43: HTTP/2 has lower case only, and old firmware compares with case. */
    @Test
    void writesNamesInTitleCaseForClientsOfHttp2() throws Exception {
        backend.does(Backend::echo);
        Request request = GET.method("POST")
                .body("x=1")
                .with("user-agent", "test")
                .with("soapaction", "urn:x")
                .with("x-legacy-name", "Some Value")
                .with("content-type", "text/plain")
                .with("if-none-match", "\"a\"");
        List<String> lines = Protocol.HTTP_2
                .exchange(door, "example.test", request)
                .body()
                .lines()
                .toList();
        assertThat(lines)
                .contains(
                        "Content-Type: text/plain",
                        "User-Agent: test",
                        "Soapaction: urn:x",
                        "X-Legacy-Name: Some Value",
                        "If-None-Match: \"a\"",
                        "Content-Length: 3");
        assertThat(lines.subList(1, lines.indexOf("")))
                .allSatisfy(line -> assertThat(line).matches("[A-Z][A-Za-z0-9]*(-[A-Z0-9][A-Za-z0-9]*)*: .*"));
    }

    /** Of clients of HTTP/1 they are as they came. */
    @Test
    void leavesNamesOfHttp1AsTheyAre() throws Exception {
        backend.does(Backend::echo);
        String seen = Protocol.HTTP_1
                .exchange(door, "example.test", GET.with("SOAPAction", "urn:x").with("x-lower", "1"))
                .body();
        assertThat(seen).contains("SOAPAction: urn:x\r\n", "x-lower: 1\r\n");
    }
}
