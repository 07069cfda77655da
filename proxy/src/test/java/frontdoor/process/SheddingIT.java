package frontdoor.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.netty.handler.codec.http2.Http2Error;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A1, K11, K15: a process with little memory whose clients ask over HTTP/2 for far more than they read: what is new is turned away before
 * anything in flight lacks memory, and whoever comes meanwhile hears so at once.
 */
class SheddingIT {
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final int ATTACKERS = 15;
    /** Four times as many as were ever needed. */
    private static final int ENOUGH_ATTACKERS = 40;

    private static final int STREAMS = 200;
    private static final int MIB = 1024 * 1024;

    @TempDir
    Path directory;

    private final List<StallingClient> attackers = new ArrayList<>();
    private StreamBackend pages;
    private StreamBackend streams;
    private FrontdoorProcess frontdoor;
    private AdminMetrics metrics;
    private Canary canary;

    private void start(String transport, int directMemoryMib) throws IOException {
        start(transport, directMemoryMib, 128);
    }

    private void start(String transport, int directMemoryMib, int heapMib, String... more) throws IOException {
        List<String> flags = new ArrayList<>(List.of(
                "-XX:MaxDirectMemorySize=" + directMemoryMib + "m",
                "-Xmx" + heapMib + "m",
                "-DFRONTDOOR_TRANSPORT=" + transport));
        flags.addAll(List.of(more));
        // Two of them: what connections a server may have is the lower of what two upstreams say.
        pages = StreamBackend.start();
        streams = StreamBackend.start();
        SiteFiles site = new SiteFiles(directory, pages.port(), streams.port()).pooling(10_000);
        frontdoor = FrontdoorProcess.serve(directory, site.configuration(), flags.toArray(String[]::new));
        metrics = new AdminMetrics(site.adminPort());
        canary = new Canary(frontdoor.plaintextPort(), frontdoor.tlsPort());
    }

    @AfterEach
    void stop() throws IOException {
        frontdoor.close();
        pages.close();
        streams.close();
    }

    /** 3,000 large answers that nobody reads: what they hold is bounded, so that nobody has to be turned away. */
    @ParameterizedTest
    @ValueSource(strings = {"io_uring", "epoll"})
    void servesOthersWhileThousandsOfAnswersAreNotRead(String transport) throws IOException {
        start(transport, 64);
        for (int i = 0; i < ATTACKERS; i++) {
            attack();
            canary.ask();
            assertThat(directMemory()).isLessThan(48 * MIB);
        }
        assertThat(canary.failed()).isEmpty();
        assertThat(canary.answered()).isEqualTo(ATTACKERS);
        endAttack();
    }

    /** The same with so little memory that it is not enough. */
    @ParameterizedTest
    @ValueSource(strings = {"io_uring", "epoll"})
    void turnsAwayWhatIsNewBeforeMemoryRunsOut(String transport) throws IOException {
        start(transport, 8);
        await().atMost(PATIENCE).untilAsserted(() -> {
            if (attackers.size() < ENOUGH_ATTACKERS) {
                attack();
            }
            canary.ask();
            assertThat(metrics.value("frontdoor_budget_spent")).isOne();
        });
        await().atMost(PATIENCE).untilAsserted(() -> {
            canary.ask();
            assertThat(canary.shed()).isPositive();
        });
        StallingClient refused = attack();
        assertThat(refused.awaitReset()).isEqualTo((int) Http2Error.REFUSED_STREAM.code());
        assertThat(canary.failed()).isEmpty();
        assertThat(directMemory()).isLessThan(8 * MIB);
        endAttack();
    }

    /** 3,000 requests at once, whose heads alone are more than the heap. */
    @Test
    void turnsAwayRequestsBeforeTheHeapRunsOut() throws IOException {
        start("epoll", 64, 40);
        for (int i = 0; i < ATTACKERS; i++) {
            StallingClient client = StallingClient.tls(frontdoor.tlsPort(), "h2", new AtomicLong());
            attackers.add(client);
            client.send(StallingClient.http2("GET", "/stream/get/4000000", STREAMS, 15), new byte[0]);
        }
        assertThat(attackers.getLast().awaitReset()).isEqualTo((int) Http2Error.REFUSED_STREAM.code());
        await().atMost(PATIENCE).untilAsserted(() -> {
            canary.ask();
            assertThat(canary.answered()).isPositive();
        });
        endAttack();
    }

    /**
     * One client asks for more than requests may keep, with heads of 15 KiB and without a window for any answer, be it a backend's or our own:
     * what it is refused costs it streams, and no other client an answer.
     */
    @ParameterizedTest
    @ValueSource(strings = {"GET", "TRACE"})
    void leavesRoomForOthersWhereOneClientWantsAll(String method) throws IOException {
        // One event loop, so that few requests are enough.
        start("epoll", 64, 64, "-XX:ActiveProcessorCount=1");
        for (int i = 0; i < 5; i++) {
            StallingClient client = StallingClient.tls(frontdoor.tlsPort(), "h2", new AtomicLong());
            attackers.add(client);
            client.send(StallingClient.http2(method, "/stream/get/4000000", STREAMS, 15), new byte[0]);
        }
        assertThat(attackers.getLast().awaitReset()).isEqualTo((int) Http2Error.REFUSED_STREAM.code());
        for (int i = 0; i < 5; i++) {
            canary.ask();
        }
        assertThat(canary.failed()).isEmpty();
        assertThat(canary.shed()).isZero();
        endAttack();
    }

    private StallingClient attack() throws IOException {
        StallingClient client = StallingClient.tls(frontdoor.tlsPort(), "h2", new AtomicLong());
        attackers.add(client);
        client.send(StallingClient.http2("GET", "/stream/get/4000000", STREAMS), new byte[0]);
        return client;
    }

    /** Others are served as before. */
    private void endAttack() throws IOException {
        for (StallingClient attacker : attackers) {
            attacker.close();
        }
        int before = canary.answered();
        await().atMost(PATIENCE).untilAsserted(() -> {
            canary.ask();
            assertThat(canary.answered()).isGreaterThan(before);
            assertThat(metrics.value("frontdoor_budget_spent")).isZero();
        });
        assertThat(frontdoor.log()).doesNotContain("OutOfMemory", "ERROR");
    }

    private long directMemory() throws IOException {
        return metrics.value("frontdoor_budget_used{budget=\"direct_memory\"}");
    }
}
