package frontdoor.serve;

import static org.assertj.core.api.Assertions.assertThat;

import frontdoor.fixture.Autobahn;
import frontdoor.fixture.EchoingWebsocket;
import frontdoor.fixture.FrontDoorHarness;
import frontdoor.fixture.LeakPresence;
import frontdoor.fixture.WebsocketBridge;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * U5, U7: the websocket suite Autobahn finds through the front door, over HTTP/1.1 and over HTTP/2, exactly what it finds at the backend
 * itself. Chapters 1 to 7 and 10; with {@code FRONTDOOR_SOAK=1} chapter 9, too, which is large messages and many of them.
 */
@ExtendWith(LeakPresence.class)
class AutobahnIT {
    private static final boolean SOAK = "1".equals(System.getenv("FRONTDOOR_SOAK"));
    private static final List<String> CASES =
            SOAK ? List.of("*") : List.of("1.*", "2.*", "3.*", "4.*", "5.*", "6.*", "7.*", "10.*");
    private static final int FEWEST_CASES = 240;
    /** The suite gives a server a second for many a step, which a busy machine takes now and then: what differs is asked again. */
    private static final int REPETITIONS = 4;

    @TempDir
    private Path directory;

    @Test
    void findsTheSameAsAtTheBackend() throws Exception {
        try (EchoingWebsocket backend = new EchoingWebsocket();
                FrontDoorHarness door = FrontDoorHarness.open(
                        Files.createDirectory(directory.resolve("door")), """
                        frontdoor.sites.main { hosts = ["example.test"], backend = "http://127.0.0.1:%d" }
                        """.formatted(backend.port()));
                WebsocketBridge http1 = new WebsocketBridge(door, "example.test", false);
                WebsocketBridge http2 = new WebsocketBridge(door, "example.test", true)) {
            Map<String, Integer> ports =
                    Map.of("backend", backend.port(), "http1", http1.port(), "http2", http2.port());
            Map<String, Map<String, String>> found = Autobahn.run(directory, ports, CASES);
            assertThat(found.get("backend")).hasSizeGreaterThanOrEqualTo(FEWEST_CASES);
            Map<String, String> different = differences(found);
            for (int i = 0; i < REPETITIONS && !different.isEmpty(); i++) {
                different = differences(Autobahn.run(directory, ports, List.copyOf(different.keySet())));
            }
            assertThat(different).isEmpty();
        }
    }

    /** The cases in which something else was found through the front door than at the backend, with what was found by each way. */
    private static Map<String, String> differences(Map<String, Map<String, String>> found) {
        Map<String, String> different = new TreeMap<>();
        found.get("backend").keySet().forEach(name -> {
            Map<String, String> outcomes = new TreeMap<>();
            found.forEach((server, cases) -> outcomes.put(server, cases.getOrDefault(name, "none")));
            if (Set.copyOf(outcomes.values()).size() > 1) {
                different.put(name, outcomes.toString());
            }
        });
        return different;
    }
}
