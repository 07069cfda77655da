package frontdoor;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** K10: how many clients there may be at once. */
@ExtendWith(LeakPresence.class)
class ConnectionLimitIT {
    private static final Request GET = Request.get("example.test", "/");

    @TempDir
    private Path directory;

    /** Those who wait come in by the reload alone: nobody leaves. */
    @Test
    void letsInWhoWaitsWhenAReloadRaisesIt() throws Exception {
        try (Backend backend = new Backend();
                FrontDoorHarness door = FrontDoorHarness.open(directory, sites(backend, 1));
                Http1Client first = door.plain()) {
            assertThat(first.exchange(GET).status()).isEqualTo(301);
            try (Http1Client second = door.plain()) {
                second.send(GET.http1());
                door.rewrite(sites(backend, 2));
                assertThat(second.read("GET").status()).isEqualTo(301);
            }
            assertThat(first.exchange(GET).status()).isEqualTo(301);
        }
    }

    private static String sites(Backend backend, int connections) {
        return """
                frontdoor.listen.limits.connections = %d
                frontdoor.sites.main { hosts = ["example.test"], backend = "http://127.0.0.1:%d" }
                """.formatted(connections, backend.port());
    }
}
