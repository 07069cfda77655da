package frontdoor.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The port that compose.yaml publishes reaches redirects: by the environment of the container and the files that read it. */
class PublishedPortTest {
    private static final Path REPOSITORY = Path.of("").toAbsolutePath().getParent();

    @Test
    void composePassesItOn() throws IOException {
        assertThat(REPOSITORY.resolve("docker/compose/smallest/compose.yaml"))
                .content()
                .contains("\"${HTTPS_PORT:-443}:443\"", "PUBLIC_TLS_PORT: ${HTTPS_PORT:-443}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "config/frontdoor.conf",
                "config/examples/compose.conf",
                "docker/compose/smallest/etc/frontdoor.conf"
            })
    void theFilesForItReadIt(String file) throws IOException {
        assertThat(Files.readString(REPOSITORY.resolve(file))).contains("listen.public-tls-port = ${?PUBLIC_TLS_PORT}");
    }
}
