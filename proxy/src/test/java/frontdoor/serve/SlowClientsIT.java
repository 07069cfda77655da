package frontdoor.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import frontdoor.fixture.Backend;
import frontdoor.fixture.FrontDoorHarness;
import frontdoor.fixture.Http1Client;
import frontdoor.fixture.LeakPresence;
import frontdoor.fixture.LegacyServer;
import frontdoor.fixture.Program;
import frontdoor.fixture.Request;
import frontdoor.fixture.ServerProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Hundreds of clients of slowhttptest, which send or read as slowly as they can; a client in good faith must not notice. */
@EnabledIfEnvironmentVariable(
        named = "FRONTDOOR_SOAK",
        matches = "1",
        disabledReason = "takes minutes: ./verify --soak")
@ExtendWith(LeakPresence.class)
class SlowClientsIT {
    /** Generous, since the attacker takes its share of the same cores. */
    private static final Duration NOTICED = Duration.ofSeconds(3);

    @TempDir
    private Path directory;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/ -H -c 500 -i 10", // heads
                "/sink -B -c 500 -i 10 -s 8192", // bodies
                "/files/large -X -c 300 -w 1 -y 2 -n 5 -z 32 -k 3" // reading
            })
    void servesOthersMeanwhile(String attack) throws Exception {
        Program slow = Program.named("slowhttptest");
        Path files = Files.createDirectories(directory.resolve("nginx/files"));
        Files.write(files.resolve("large"), new byte[20 << 20]);
        // The one that is asked meanwhile has a backend of its own: nginx is busy with what the attacker asked it for.
        try (ServerProcess nginx = LegacyServer.nginx(files.getParent());
                Backend other = new Backend();
                FrontDoorHarness door = FrontDoorHarness.open(directory, """
                        frontdoor.sites.all { hosts = ["*"], backend = "http://127.0.0.1:%d" }
                        frontdoor.sites.other { hosts = ["example.test"], backend = "http://127.0.0.1:%d" }
                        """.formatted(nginx.port(), other.port()))) {
            Process process = new ProcessBuilder(slow.command(arguments(attack, door)))
                    .redirectErrorStream(true)
                    .redirectOutput(directory.resolve("slow.out").toFile())
                    .start();
            await().pollInterval(Duration.ofSeconds(1))
                    .atMost(Duration.ofSeconds(90))
                    .until(() -> {
                        long before = System.nanoTime();
                        try (Http1Client client = door.tls("example.test")) {
                            assertThat(client.exchange(Request.get("example.test", "/"))
                                            .status())
                                    .isEqualTo(200);
                        }
                        assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(NOTICED);
                        return !process.isAlive();
                    });
            assertThat(directory.resolve("slow.out"))
                    .content()
                    .containsPattern("Hit test time limit|No open connections left");
        }
    }

    private static List<String> arguments(String attack, FrontDoorHarness door) {
        String[] words = attack.split(" ");
        List<String> arguments = new ArrayList<>(List.of(words).subList(1, words.length));
        String url = "https://127.0.0.1:" + door.address(true).getPort() + words[0];
        arguments.addAll(List.of("-r", "200", "-l", "30", "-p", "3", "-u", url));
        return arguments;
    }
}
