package frontdoor.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import frontdoor.fixture.Answer;
import frontdoor.fixture.Backend;
import frontdoor.fixture.FrontDoorHarness;
import frontdoor.fixture.Http2Client;
import frontdoor.fixture.LeakPresence;
import frontdoor.fixture.Protocol;
import frontdoor.fixture.Request;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** F14, K11, Q1, Q7: which server of an upstream answers, as clients see it. */
@ExtendWith(LeakPresence.class)
class ServerChoiceIT {
    private static final Request GET = Request.get("example.test", "/");

    @TempDir
    private Path directory;

    private final List<Backend> backends = new ArrayList<>();

    @AfterEach
    void close() throws IOException {
        for (Backend backend : backends) {
            backend.close();
        }
    }

    private Backend backend(String name) {
        Backend backend = new Backend().answers(answer("200 OK", name));
        backends.add(backend);
        return backend;
    }

    private static String answer(String status, String body) {
        return "HTTP/1.1 " + status + "\r\nContent-Length: " + body.length() + "\r\n\r\n" + body;
    }

    private FrontDoorHarness open(String upstream) throws Exception {
        return FrontDoorHarness.open(directory, """
                frontdoor {
                  sites.main { hosts = ["example.test"], routes = [{ path = "/", upstream = shop }] }
                  upstreams.shop { %s }
                }
                """.formatted(upstream));
    }

    private static List<String> ask(FrontDoorHarness door, Protocol protocol, Request request, int times)
            throws IOException {
        List<String> bodies = new ArrayList<>();
        for (int i = 0; i < times; i++) {
            Answer answer = protocol.exchange(door, "example.test", request);
            bodies.add(answer.status() == 200 ? answer.body() : Integer.toString(answer.status()));
        }
        return bodies;
    }

    @ParameterizedTest
    @EnumSource(names = {"HTTP_1", "HTTP_2"})
    void roundRobinAsksOneAfterTheOtherByWeight(Protocol protocol) throws Exception {
        try (FrontDoorHarness door =
                open("""
                balance = round-robin
                servers = ["127.0.0.1:%d", { url = "http://127.0.0.1:%d", weight = 2 }]
                """.formatted(backend("a").port(), backend("b").port()))) {
            assertThat(ask(door, protocol, GET, 6)).containsExactly("b", "a", "b", "b", "a", "b");
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"HTTP_1", "HTTP_2"})
    void hashSendsTheSameToTheSame(Protocol protocol) throws Exception {
        try (FrontDoorHarness door = open("""
                balance = hash, hash-by = "cookie:sid"
                servers = ["127.0.0.1:%d", "127.0.0.1:%d", "127.0.0.1:%d"]
                """.formatted(
                        backend("a").port(), backend("b").port(), backend("c").port()))) {
            Set<String> all = new HashSet<>();
            for (int session = 0; session < 12; session++) {
                List<String> bodies = ask(door, protocol, GET.with("cookie", "x=1; sid=" + session), 3);
                assertThat(new HashSet<>(bodies)).hasSize(1);
                all.addAll(bodies);
            }
            assertThat(all).hasSizeGreaterThan(1).isSubsetOf("a", "b", "c");
        }
    }

    /** Q1: a server that is gone costs nobody an answer, whatever the method, and a backup stands in. */
    @ParameterizedTest
    @EnumSource(names = {"HTTP_1", "HTTP_2"})
    void aBackupStandsInForAServerThatIsGone(Protocol protocol) throws Exception {
        Backend gone = backend("gone");
        try (FrontDoorHarness door =
                open("""
                servers = ["127.0.0.1:%d", { url = "127.0.0.1:%d", backup = true }]
                """.formatted(gone.port(), backend("spare").port()))) {
            assertThat(ask(door, protocol, GET, 3)).containsOnly("gone");
            gone.close();
            assertThat(ask(door, protocol, GET.method("POST").body("x"), 3)).containsOnly("spare");
        }
    }

    /** Q7: a server that answers with failures only is left alone after as many as are allowed, and an only server never is. */
    @ParameterizedTest
    @EnumSource(names = {"HTTP_1", "HTTP_2"})
    void leavesAFailingServerAlone(Protocol protocol) throws Exception {
        Backend bad = backend("bad").answers(answer("503 Service Unavailable", "no"));
        try (FrontDoorHarness door =
                open("""
                balance = round-robin, ejection { failures = 3, time = 1m }
                servers = ["127.0.0.1:%d", "127.0.0.1:%d"]
                """.formatted(bad.port(), backend("good").port()))) {
            assertThat(ask(door, protocol, GET, 6)).containsExactly("503", "good", "503", "good", "503", "good");
            assertThat(ask(door, protocol, GET, 6)).containsOnly("good");
        }
    }

    /** Q7: its refusal stays what it is, and the first request after it has come back is answered. */
    @ParameterizedTest
    @EnumSource(names = {"HTTP_1", "HTTP_2"})
    void anOnlyServerIsNeverEjected(Protocol protocol) throws Exception {
        Backend only = backend("only").does(connection -> {
            if (connection.readRequest() != null) {
                connection.reset();
            }
        });
        try (FrontDoorHarness door = open("""
                ejection { failures = 1, at-most = 100%%, time = 1h }, servers = ["127.0.0.1:%d"]
                """.formatted(only.port()))) {
            assertThat(ask(door, protocol, GET, 6)).containsOnly("502");
            only.answers(answer("200 OK", "only"));
            assertThat(ask(door, protocol, GET, 1)).containsOnly("only");
        }
    }

    /** K11: so many at the same time, one waits, and one more hears when to come again. */
    @Test
    void boundsTheRequestsThatAServerHas() throws Exception {
        CountDownLatch answer = new CountDownLatch(1);
        Backend slow = backend("slow").does(connection -> {
            while (connection.readRequest() != null) {
                awaitOrEnd(answer);
                connection.send(answer("200 OK", "slow"));
            }
        });
        try (FrontDoorHarness door = open("""
                limits { requests = 8, queue = 1, queue-wait = 50s }, servers = ["127.0.0.1:%d"]
                """.formatted(slow.port()))) {
            try (Http2Client client = door.http2("example.test");
                    Http2Client other = door.http2("example.test")) {
                for (int i = 0; i < 9; i++) {
                    client.open(true, GET.http2());
                }
                await().until(() -> slow.requests().size() == 8);
                Answer refused = other.exchange(GET);
                assertThat(refused.status()).isEqualTo(503);
                assertThat(refused.value("retry-after")).isEqualTo("1");
                assertThat(slow.requests()).hasSize(8);
                answer.countDown();
                await().until(() -> slow.requests().size() == 9);
            }
        }
    }

    private static void awaitOrEnd(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
