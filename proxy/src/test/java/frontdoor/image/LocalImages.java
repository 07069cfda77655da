package frontdoor.image;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.images.builder.ImageFromDockerfile;

/** The images under test, built where no registry answers: the program as it was just packaged, and a backend for it. */
final class LocalImages {
    static final String FRONTDOOR = "frontdoor:local";
    static final String LEGACY = "frontdoor-legacy:local";

    private static final Path REPOSITORY = Path.of("").toAbsolutePath().getParent();

    private LocalImages() {}

    /** Skips the calling test class where no Docker engine answers. */
    static void build() throws IOException, InterruptedException {
        assumeTrue(DockerClientFactory.instance().isDockerAvailable(), "no Docker engine answers");
        Path log = Path.of("target/local-image.log").toAbsolutePath();
        Process build = new ProcessBuilder(
                        REPOSITORY.resolve("docker/local-image.sh").toString(), FRONTDOOR)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        if (build.waitFor() != 0) {
            throw new IOException("docker/local-image.sh failed:\n" + Files.readString(log));
        }
        new ImageFromDockerfile(LEGACY, false)
                .withFileFromClasspath("Legacy.java", "image/Legacy.java")
                .withDockerfileFromBuilder(file -> file.from("frontdoor-build-base:latest")
                        .copy("Legacy.java", "/Legacy.java")
                        .entryPoint("java", "/Legacy.java")
                        .build())
                .get();
    }
}
