package frontdoor.serve;

import static org.assertj.core.api.Assertions.assertThat;

import frontdoor.fixture.Backend;
import frontdoor.fixture.FrontDoorHarness;
import frontdoor.fixture.H2spec;
import frontdoor.fixture.LeakPresence;
import frontdoor.fixture.LegacyPages;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** H1: h2spec against a whole front door, from the listener to a backend. */
@ExtendWith(LeakPresence.class)
class H2specThroughIT {
    @TempDir
    private Path directory;

    @Test
    void passesEveryCaseWithABackendBehind() throws Exception {
        try (Backend backend = new Backend().does(LegacyPages::serve);
                FrontDoorHarness door = FrontDoorHarness.open(directory, """
                        frontdoor.sites.all { hosts = ["*"], backend = "http://127.0.0.1:%d" }
                        """.formatted(backend.port()))) {
            assertThat(H2spec.run(directory, door.address(true).getPort()))
                    .hasSize(H2spec.CASES)
                    .filteredOn(H2spec.Case::failed)
                    .isEmpty();
            assertThat(backend.requests()).isNotEmpty();
        }
    }
}
