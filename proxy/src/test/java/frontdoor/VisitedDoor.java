package frontdoor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** A front door before a legacy application, and a browser that visits it. */
final class VisitedDoor implements AutoCloseable {
    private final Backend backend;
    private final FrontDoorHarness door;
    private final Chromium chromium;

    private VisitedDoor(Path directory, String sites, Path authority) throws Exception {
        backend = new Backend().does(LegacyPages::serve);
        door = FrontDoorHarness.open(directory, written(sites));
        chromium = opened(directory, authority);
    }

    /** Opens a front door with these sites, all of them before the same application, and a browser that trusts its certificate. */
    static VisitedDoor open(Path directory, String sites) throws Exception {
        return new VisitedDoor(directory, sites, directory.resolve("development/authority.pem"));
    }

    /** The same with a browser that trusts another authority. */
    static VisitedDoor openFor(Path directory, String sites, Path authority) throws Exception {
        return new VisitedDoor(directory, sites, authority);
    }

    private Chromium opened(Path directory, Path authority) throws Exception {
        try {
            return Chromium.open(directory, authority, door);
        } catch (Exception | Error noBrowser) {
            closeDoor();
            throw noBrowser;
        }
    }

    private String written(String sites) {
        return "frontdoor.site-defaults.backend = \"http://127.0.0.1:%d\"\n%s".formatted(backend.port(), sites);
    }

    /** Changes the sites, and waits until answers of {@code host} carry this policy. */
    void change(String sites, String host, String policy) throws Exception {
        door.rewrite(written(sites));
        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
            try (Http1Client client = door.tls(host)) {
                assertThat(client.exchange(Request.get(host, "/")).policies()).isEqualTo(List.of(policy));
            }
        });
    }

    Chromium chromium() {
        return chromium;
    }

    @Override
    public void close() throws IOException {
        chromium.close();
        closeDoor();
    }

    private void closeDoor() throws IOException {
        door.close();
        backend.close();
    }
}
