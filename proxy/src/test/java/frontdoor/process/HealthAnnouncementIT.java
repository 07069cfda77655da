package frontdoor.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import frontdoor.fixture.FreePort;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A health check that has nothing but a file with an address: it asks the process that runs, not what is written by now. */
class HealthAnnouncementIT {
    @TempDir
    Path directory;

    @Test
    void answersWithTheAdminListenerOffAndABrokenFileUntilTheEnd() throws Exception {
        SiteFiles site = new SiteFiles(directory, FreePort.take(), FreePort.take());
        SiteFiles.write(site.configuration(), site.text(300).replaceFirst("admin.listen = .*", "admin.listen = off"));
        Path address = directory.resolve("health");
        try (FrontdoorProcess frontdoor =
                FrontdoorProcess.serve(directory, site.configuration(), "-Dfrontdoor.health-address-file=" + address)) {
            assertThat(get(address, "/healthz")).isEqualTo("200 alive\n");
            assertThat(get(address, "/readyz")).isEqualTo("200 ready\n");
            assertThat(get(address, "/metrics")).startsWith("404");

            Files.writeString(site.configuration(), "no configuration {");

            assertThat(get(address, "/healthz")).isEqualTo("200 alive\n");

            frontdoor.signal("TERM");
            await().atMost(Duration.ofMinutes(1)).until(() -> !frontdoor.isAlive());
            assertThat(address).doesNotExist();
        }
    }

    private static String get(Path address, String page) throws IOException {
        URI uri = URI.create("http://" + Files.readString(address).strip() + page);
        HttpURLConnection connection = (HttpURLConnection) uri.toURL().openConnection();
        int status = connection.getResponseCode();
        try (var body = status == 200 ? connection.getInputStream() : connection.getErrorStream()) {
            return status + " " + new String(body.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
