package frontdoor.serve;

import static org.assertj.core.api.Assertions.assertThat;

import frontdoor.fixture.FrontDoorHarness;
import frontdoor.fixture.Http2Client;
import frontdoor.fixture.LeakPresence;
import java.nio.file.Path;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The end of an HTTP/2 connection, as only a real socket shows it. */
@ExtendWith(LeakPresence.class)
class Http2EndIT {
    private static final String FRAME = "x".repeat(16_384);

    @TempDir
    Path directory;

    /** 17.11: a client that has broken the protocol still learns so, whatever else it has sent by then. */
    @RepeatedTest(5)
    void tellsWhyBeforeItCloses() throws Exception {
        try (FrontDoorHarness door = FrontDoorHarness.open(
                        directory,
                        "frontdoor.sites.main { hosts = [\"example.test\"], backend = \"http://127.0.0.1:1\" }");
                Http2Client client = door.http2("example.test")) {
            for (int i = 0; i < 20; i++) {
                client.data(99, FRAME, false);
            }
            assertThat(client.readUntilGoneAway()).isEqualTo(1);
        }
    }
}
