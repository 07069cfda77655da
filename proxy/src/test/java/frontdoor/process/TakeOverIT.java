package frontdoor.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import frontdoor.fixture.FreePort;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A process takes the place of another one under load: no client hears of it but by the end of its connection. Five times in a row;
 * {@code FRONTDOOR_SOAK=1} makes it a hundred.
 */
class TakeOverIT {
    private static final int TIMES = "1".equals(System.getenv("FRONTDOOR_SOAK")) ? 100 : 5;
    private static final Duration SOON = Duration.ofMinutes(5);
    private static final String SERVES = "the front door is open";
    private static final String TAKES = "taking over from the process that serves";

    private static final String SERVES_ON = "this one serves on";
    private static final String SUCCEEDED = "another process has taken over";

    @TempDir
    Path directory;

    private final int tls = FreePort.take();
    private final int plaintext = FreePort.take();
    private final List<FrontdoorProcess> processes = new ArrayList<>();
    private StreamBackend streams;
    private SiteFiles site;
    private FrontdoorProcess serving;

    @BeforeEach
    void start() throws IOException {
        streams = StreamBackend.start();
        site = new SiteFiles(directory, streams.port(), streams.port())
                .listening("listen { plaintext = [\"127.0.0.1:%d\"], tls = [\"127.0.0.1:%d\"] }"
                        .formatted(plaintext, tls));
        serving = keep(FrontdoorProcess.serve(directory, site.configuration()));
    }

    @AfterEach
    void stop() throws IOException {
        processes.forEach(FrontdoorProcess::close);
        streams.close();
    }

    private FrontdoorProcess keep(FrontdoorProcess process) {
        processes.add(process);
        return process;
    }

    private FrontdoorProcess takeOver() {
        return keep(FrontdoorProcess.start(
                directory, "run", "--take-over", site.configuration().toString()));
    }

    /** A new process serves, and the one before has ended. */
    private void succeed() {
        FrontdoorProcess next = takeOver();
        next.awaitLog(SERVES);
        assertThat(serving.awaitEnd(SOON)).as(serving.log()).isZero();
        serving = next;
    }

    private void assertServes() throws IOException {
        try (TlsClient client = TlsClient.connect(tls)) {
            assertThat(client.ask("/stream/put")).startsWith("HTTP/1.1 200 ");
        }
    }

    @Test
    void answersEveryRequestAndServesEveryConnection() throws IOException {
        shortenDrain();
        try (ComingClients clients = ComingClients.start(tls, plaintext, 2)) {
            for (int i = 0; i < TIMES; i++) {
                long before = clients.connections();
                await().atMost(SOON).until(() -> clients.connections() > before + 20);
                succeed();
                assertThat(clients.failures()).isEmpty();
            }
            long before = clients.connections();
            await().atMost(SOON).until(() -> clients.connections() > before + 20);
            assertThat(clients.failures()).isEmpty();
        }
    }

    /** That of the processes from now on. */
    private void shortenDrain() throws IOException {
        SiteFiles.write(site.configuration(), site.text(300).replace("drain-timeout = 5m", "drain-timeout = 10s"));
        serving.signal("HUP");
        serving.awaitLog("reloaded");
    }

    @Test
    void letsWebsocketsAndDownloadsGoOnUntilTheDrainTimeIsOver() throws IOException {
        try (LongLived longLived = LongLived.open(tls)) {
            longLived.goOn();
            FrontdoorProcess next = takeOver();
            next.awaitLog(SERVES);
            longLived.goOn();
            assertServes();
            longLived.finish();
        }
        assertThat(serving.awaitEnd(SOON)).as(serving.log()).isZero();
        assertServes();
    }

    @Test
    void cutsWebsocketsWhenTheDrainTimeIsOver() throws IOException {
        shortenDrain();
        try (LongLived longLived = LongLived.open(tls)) {
            longLived.goOn();
            succeed();
            assertThatThrownBy(longLived::goOn).isInstanceOfAny(IOException.class, AssertionError.class);
        }
    }

    /** What the one before has recorded, and the right to do so, are with the next one. */
    @Test
    void hasTheStateDirectoryAfterwards() throws IOException {
        succeed();
        FrontdoorProcess third = keep(
                FrontdoorProcess.start(directory, "run", site.configuration().toString()));
        assertThat(third.awaitEnd(SOON)).isEqualTo(3);
        assertThat(third.plainLines()).anyMatch(line -> line.contains("is in use by process " + serving.pid()));
        site.writeConfiguration(4711);
        await().atMost(SOON).untilAsserted(() -> {
            try (TlsClient client = TlsClient.connect(tls)) {
                assertThat(client.ask("/stream/put")).contains("max-age=4711\r\n");
            }
        });
        assertThat(Files.readString(directory.resolve("state").resolve("ledger")))
                .contains("4711");
    }

    @Test
    void startsAsUsualWhereNothingServes() throws IOException {
        serving.kill();
        serving.awaitEnd(SOON);
        takeOver().awaitLog(SERVES);
        assertServes();
    }

    @Test
    void leavesEverythingWhereTheNewFileIsBroken() throws IOException {
        SiteFiles.write(site.configuration(), site.text(300).replace("hsts.max-age", "hsts.max-ago"));
        FrontdoorProcess next = takeOver();
        assertThat(next.awaitEnd(SOON)).isEqualTo(1);
        assertThat(next.plainLines()).anyMatch(line -> line.contains("hsts.max-ago: unknown key"));
        SiteFiles.write(site.configuration(), site.text(300));
        assertServes();
        succeed();
        assertServes();
    }

    /** A port that is taken is found out when the state directory has been handed over already. */
    @Test
    void takesEverythingBackWhereTheNewProcessCannotListen() throws IOException {
        String good = site.text(300);
        SiteFiles.write(site.configuration(), good.replace("tls = [", "tls = [\"127.0.0.1:" + streams.port() + "\", "));
        FrontdoorProcess next = takeOver();
        assertThat(next.awaitEnd(SOON)).isEqualTo(3);
        serving.awaitLog(SERVES_ON);
        SiteFiles.write(site.configuration(), good);
        assertServes();
        succeed();
        assertServes();
    }

    @ParameterizedTest
    @ValueSource(strings = {"starting", TAKES, "event loops started", "listening", "admin listener open"})
    void takesEverythingBackWhereTheNewProcessIsKilled(String at) throws IOException {
        FrontdoorProcess next = takeOver();
        next.awaitLog(at);
        next.kill();
        next.awaitEnd(SOON);
        if (next.log().contains(TAKES)) {
            await().atMost(SOON)
                    .until(() ->
                            serving.log().contains(SERVES_ON) || serving.log().contains(SUCCEEDED));
        }
        if (serving.log().contains(SUCCEEDED)) {
            // Too late: the one before has gone already.
            assertThat(serving.awaitEnd(SOON)).isZero();
            serving = keep(FrontdoorProcess.serve(directory, site.configuration()));
        }
        assertServes();
        site.writeConfiguration(4711);
        serving.awaitLog("reloaded");
        succeed();
        assertServes();
    }

    @Test
    void servesWhereTheOneBeforeIsKilledMeanwhile() throws IOException {
        FrontdoorProcess next = takeOver();
        next.awaitLog(TAKES);
        serving.kill();
        next.awaitLog(SERVES);
        assertServes();
        serving = next;
        succeed();
        assertServes();
    }

    @Test
    void letsOneOfTwoTakeOver() throws IOException {
        FrontdoorProcess one = takeOver();
        FrontdoorProcess other = takeOver();
        assertThat(serving.awaitEnd(SOON)).isZero();
        await().atMost(SOON).until(() -> settled(one) && settled(other));
        // The second one was refused, or has taken over from the first.
        FrontdoorProcess serves = one.isAlive() && !one.log().contains(SUCCEEDED) ? one : other;
        assertThat(serves.log()).contains(SERVES);
        FrontdoorProcess refused = serves == one ? other : one;
        assertThat(refused.awaitEnd(SOON)).as(refused.log()).isIn(0, 3);
        assertServes();
    }

    private static boolean settled(FrontdoorProcess process) {
        return !process.isAlive() || process.log().contains(SERVES);
    }

    @Test
    void leavesAProcessAloneThatDoesNotAnswer() throws IOException {
        serving.signal("STOP");
        FrontdoorProcess next = takeOver();
        assertThat(next.awaitEnd(SOON)).isEqualTo(3);
        assertThat(next.plainLines()).anyMatch(line -> line.contains("does not answer; it keeps what it has"));
        serving.signal("CONT");
        serving.awaitLog(SERVES_ON);
        assertServes();
        succeed();
        assertServes();
    }
}
