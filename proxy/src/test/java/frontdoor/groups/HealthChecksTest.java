package frontdoor.groups;

import static frontdoor.upstream.TestBed.awaitTrue;
import static org.assertj.core.api.Assertions.assertThat;

import frontdoor.health.ServerState;
import frontdoor.upstream.FakeBackend;
import frontdoor.upstream.FakeConnection;
import frontdoor.upstream.TestBed;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Q7: what servers are asked, and what becomes of the answers. */
class HealthChecksTest {
    private static final String NONE = "Content-Length: 0\r\n\r\n";
    /** A check has all the time of the machine, whatever the clock of the test does meanwhile. */
    private static final String CHECK =
            "health-check { path = \"/healthz?a=b\", interval = 1s, timeout = 1h, up-after = 2, down-after = 3 }";

    private final List<String> heads = new CopyOnWriteArrayList<>();
    private volatile String answer = "HTTP/1.1 200 OK\r\n" + NONE;
    private GroupBed groups;
    private TestBed bed;
    private FakeBackend backend;

    @BeforeEach
    void open() throws Exception {
        groups = new GroupBed();
        bed = groups.bed;
        backend = new FakeBackend(connection -> {
            String head;
            while ((head = connection.readHead()) != null) {
                heads.add(head);
                connection.send(answer);
            }
        });
    }

    @AfterEach
    void close() throws Exception {
        groups.close();
        backend.close();
    }

    private Member watch(String settings) {
        UpstreamGroup group = groups.group(settings, "\"" + backend.address() + "\"");
        groups.putInForce(group);
        return group.members().getFirst();
    }

    private void awaitState(Member member, ServerState state) {
        awaitTrue(() -> {
            bed.pass(Duration.ofMillis(100));
            return member.state() == state;
        });
    }

    @Test
    void takesDownAndBringsUp() {
        Member member = watch(CHECK);
        assertThat(member.state()).isEqualTo(ServerState.UP);
        answer = "HTTP/1.1 500 Broken\r\n" + NONE;
        awaitState(member, ServerState.DOWN);
        assertThat(member.told(ServerState.DOWN).why()).isEqualTo("status 500");
        assertThat(member.failedChecks()).isGreaterThanOrEqualTo(3);
        answer = "HTTP/1.1 302 Elsewhere\r\n" + NONE;
        awaitState(member, ServerState.UP);
        assertThat(heads.getFirst())
                .startsWith("GET /healthz?a=b HTTP/1.1\r\n")
                .contains("\r\nHost: " + backend.address() + "\r\n")
                .contains("\r\nUser-Agent: frontdoor-health-check\r\n");
    }

    @Test
    void asksForAHostAndBelievesCertainStatusesOnly() {
        Member member = watch(
                "health-check { path = \"/\", host = \"Shop.test:81\", status = \"204, 301-302\", interval = 1s, timeout = 1h }");
        awaitState(member, ServerState.DOWN);
        assertThat(heads.getFirst()).contains("\r\nHost: shop.test:81\r\n");
        answer = "HTTP/1.1 204 Good\r\n\r\n";
        awaitState(member, ServerState.UP);
    }

    @Test
    void nobodyAnswersForASilentServer() throws Exception {
        try (FakeBackend silent = new FakeBackend(FakeConnection::readHead)) {
            UpstreamGroup group = groups.group(
                    "health-check { path = \"/\", interval = 1s, timeout = 500ms, down-after = 1 }",
                    "\"" + silent.address() + "\"");
            groups.putInForce(group);
            Member member = group.members().getFirst();
            awaitState(member, ServerState.DOWN);
            assertThat(member.told(ServerState.DOWN).why())
                    .matches(
                            "no answer within 500ms|upstream_closed: the connection ended before any octet of an answer.*");
        }
    }

    /** Q27: a server that is none of HTTP. */
    @Test
    void saysThatAServerSpeaksFirst() throws Exception {
        try (FakeBackend mail = new FakeBackend(connection -> {
            connection.send("220 mail.test ESMTP\r\n");
            connection.readToEnd();
        })) {
            UpstreamGroup group = groups.group(
                    "health-check { path = \"/\", interval = 1s, timeout = 1h, down-after = 1 }",
                    "\"" + mail.address() + "\"");
            groups.putInForce(group);
            Member member = group.members().getFirst();
            awaitState(member, ServerState.DOWN);
            assertThat(member.told(ServerState.DOWN).why())
                    .startsWith("upstream_bad_response: the server speaks first")
                    .endsWith("\"220 mail.test ESMTP\"");
        }
    }

    @Test
    void tcpAsksForAConnectionOnly() throws Exception {
        Member member = watch("health-check { interval = 1s, timeout = 1h }");
        awaitTrue(() -> {
            bed.pass(Duration.ofMillis(100));
            return backend.accepted() >= 3;
        });
        assertThat(member.state()).isEqualTo(ServerState.UP);
        assertThat(heads).isEmpty();
        backend.close();
        awaitState(member, ServerState.DOWN);
        assertThat(member.told(ServerState.DOWN).why()).isEqualTo("upstream_connect_refused");
    }

    /** A server that has all the requests it may have is not taken for one that is down, and no connection is kept. */
    @Test
    void passesBoundsBy() {
        Member member = watch(CHECK);
        bed.occupy(member.peer(), 1);
        awaitTrue(() -> {
            bed.pass(Duration.ofMillis(100));
            return heads.size() >= 5;
        });
        assertThat(member.state()).isEqualTo(ServerState.UP);
        bed.leave(member.peer());
        awaitTrue(() -> member.peer().open() <= 1);
    }

    @Test
    void anotherConfigurationTakesOverWhatIsKnown() {
        answer = "HTTP/1.1 503 Busy\r\n" + NONE;
        awaitState(watch(CHECK), ServerState.DOWN);
        Member next = watch("health-check { path = \"/other\", interval = 1s, timeout = 1h }");
        assertThat(next.state()).isEqualTo(ServerState.DOWN);
        awaitTrue(() -> {
            bed.pass(Duration.ofMillis(100));
            return heads.getLast().startsWith("GET /other ");
        });
        Member unchecked = watch("");
        assertThat(unchecked.state()).isEqualTo(ServerState.UP);
        bed.turn();
        assertThat(watch(CHECK).state()).isEqualTo(ServerState.UP);
    }

    /** Hundreds of sites before one application ask it no more often than one. */
    @Test
    void groupsThatAskTheSameShareTheAnswer() {
        UpstreamGroup one = groups.group(CHECK, "\"" + backend.address() + "\"");
        UpstreamGroup other = groups.groupNamed("other", CHECK, "\"" + backend.address() + "\"", "\"127.0.0.1:1\"");
        answer = "HTTP/1.1 500 Broken\r\n" + NONE;
        groups.putInForce(one, other);
        awaitTrue(() -> {
            bed.pass(Duration.ofMillis(100));
            return one.members().getFirst().state() == ServerState.DOWN
                    && other.members().getFirst().state() == ServerState.DOWN;
        });
        int asked = heads.size();
        assertThat(one.members().getFirst().failedChecks()).isBetween(asked - 1L, asked + 0L);
        assertThat(other.members().getFirst().failedChecks()).isBetween(asked - 1L, asked + 0L);
    }

    @Test
    void endsWithTheServer() {
        watch(CHECK);
        groups.putInForce();
        bed.turn();
        int before = backend.accepted();
        for (int i = 0; i < 30; i++) {
            bed.pass(Duration.ofMillis(100));
            bed.turn();
        }
        assertThat(backend.accepted()).isEqualTo(before);
    }
}
