package frontdoor.serve;

import static org.assertj.core.api.Assertions.assertThat;

import frontdoor.fixture.Answer;
import frontdoor.fixture.Backend;
import frontdoor.fixture.FrontDoorHarness;
import frontdoor.fixture.LeakPresence;
import frontdoor.fixture.Protocol;
import frontdoor.fixture.Request;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** F14, Q1, Q3: which requests are sent once more, where, and how often. */
@ExtendWith(LeakPresence.class)
class RetryIT {
    private static final Request GET = Request.get("example.test", "/");
    private static final Request POST = GET.method("POST").body("hello");
    private static final String GOOD = "HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\ngood";
    private static final String BUSY = "HTTP/1.1 503 Busy\r\nContent-Length: 4\r\n\r\nbusy";

    @TempDir
    private Path directory;

    private final Backend bad = new Backend();
    private final Backend good = new Backend().answers(GOOD);
    private FrontDoorHarness door;

    @AfterEach
    void close() throws Exception {
        door.close();
        bad.close();
        good.close();
    }

    /** Asks the bad one first. */
    private void open(String more) throws Exception {
        open(more, "\"127.0.0.1:" + bad.port() + "\", \"127.0.0.1:" + good.port() + "\"");
    }

    private void open(String more, String servers) throws Exception {
        door = FrontDoorHarness.open(directory, """
                frontdoor {
                  sites.main { hosts = ["example.test"], routes = [{ path = "/", upstream = legacy }] }
                  site-defaults.timeouts.upstream-response = 5s
                  upstreams.legacy { servers = [%s], balance = round-robin, ejection = off, %s }
                }
                """.formatted(servers, more));
    }

    /** The statuses of so many requests, one after the other. */
    private String statuses(Protocol protocol, Request request, int times) throws Exception {
        StringBuilder statuses = new StringBuilder();
        for (int i = 0; i < times; i++) {
            statuses.append(protocol.exchange(door, "example.test", request).status())
                    .append(' ');
        }
        return statuses.toString();
    }

    @ParameterizedTest
    @EnumSource(names = {"HTTP_1", "HTTP_2"})
    void asksAnotherServerInThePlaceOfOneThatHangsUp(Protocol protocol) throws Exception {
        bad.does(connection -> connection.readRequest());
        open("retry.times = 1");
        assertThat(statuses(protocol, GET, 4)).isEqualTo("200 200 200 200 ");
        assertThat(bad.requests()).isNotEmpty();
        // What may have had its effect is never sent twice.
        assertThat(statuses(protocol, POST, 4)).contains("502");
        assertThat(good.requests().stream().filter(request -> request.startsWith("POST")))
                .hasSizeLessThan(4);
    }

    @ParameterizedTest
    @EnumSource(names = {"HTTP_1", "HTTP_2"})
    void asksAnotherServerInThePlaceOfOneThatDoesNotAnswer(Protocol protocol) throws Exception {
        bad.does(connection -> {
            connection.readRequest();
            connection.awaitEnd();
        });
        open("retry.times = 1");
        assertThat(statuses(protocol, GET, 2)).isEqualTo("200 200 ");
        assertThat(bad.requests()).isNotEmpty();
        assertThat(statuses(protocol, POST, 2)).contains("504");
    }

    @Test
    void neverSendsAgainWhereThatIsSwitchedOff() throws Exception {
        bad.does(connection -> connection.readRequest());
        open("retry.times = 0");
        assertThat(statuses(Protocol.HTTP_2, GET, 4)).contains("502");
    }

    @Test
    void neverSendsAgainWithoutABudget() throws Exception {
        bad.does(connection -> connection.readRequest());
        open("retry.budget = 0%");
        assertThat(statuses(Protocol.HTTP_2, GET, 4)).contains("502");
    }

    @ParameterizedTest
    @EnumSource(names = {"HTTP_1", "HTTP_2"})
    void takesAnswersForNothingWhereToldSo(Protocol protocol) throws Exception {
        bad.answers(BUSY);
        open("retry.status = [503]");
        assertThat(statuses(protocol, GET, 4)).isEqualTo("200 200 200 200 ");
        assertThat(bad.requests()).isNotEmpty();
        assertThat(statuses(protocol, POST, 4)).contains("503");
    }

    /** The client gets the last one. */
    @ParameterizedTest
    @EnumSource(names = {"HTTP_1", "HTTP_2"})
    void asksAsOftenAsItMay(Protocol protocol) throws Exception {
        bad.answers(BUSY);
        open("retry { times = 3, status = [503] }", "\"127.0.0.1:" + bad.port() + "\"");
        Answer answer = protocol.exchange(door, "example.test", GET);
        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.body()).isEqualTo("busy");
        assertThat(bad.requests()).hasSize(4);
    }

    /** A body is never kept, but what was not handed over yet goes to whoever takes it. */
    @ParameterizedTest
    @EnumSource(names = {"HTTP_1", "HTTP_2"})
    void sendsAnyRequestThatNobodyHasTaken(Protocol protocol) throws Exception {
        bad.close();
        open("retry.times = 1");
        assertThat(statuses(protocol, POST, 4)).isEqualTo("200 200 200 200 ");
    }
}
