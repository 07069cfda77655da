package frontdoor.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.startupcheck.OneShotStartupCheckStrategy;

/** Q24: the promises of the image before it serves anything. */
class FrontdoorImageIT {
    @BeforeAll
    static void buildTheImage() throws Exception {
        LocalImages.build();
    }

    @Test
    void cannotBeStartedWithoutItsAotCacheWhenThatIsAskedFor() {
        String log = run("-XX:AOTMode=on -Xlog:class+load:stderr", "version");

        assertThat(log)
                .as("the program's own classes come from the cache")
                .containsPattern("frontdoor\\.Main source: shared objects file");
    }

    @Test
    void startsFromItsAotCacheWithEitherCollector() {
        run("-XX:AOTMode=on -XX:+UseSerialGC", "version");
        run("-XX:AOTMode=on -XX:+UseParallelGC", "version");
    }

    /** Compressed it is about a third of that. What grows it has to be worth it: change the bound with a reason. */
    @Test
    void staysSmall() {
        assertThat(DockerClientFactory.instance()
                        .client()
                        .inspectImageCmd(LocalImages.FRONTDOOR)
                        .exec()
                        .getSize())
                .isLessThan(180_000_000L);
    }

    @Test
    void saysWhichVersionItIsAndWhatItIsMadeOf() {
        assertThat(DockerClientFactory.instance()
                        .client()
                        .inspectImageCmd(LocalImages.FRONTDOOR)
                        .exec()
                        .getConfig()
                        .getLabels())
                .containsEntry("org.opencontainers.image.title", "Frontdoor")
                .hasEntrySatisfying(
                        "org.opencontainers.image.version",
                        version -> assertThat(version).matches("\\d.*"))
                .containsKey("org.opencontainers.image.revision");
        try (GenericContainer<?> reader = new GenericContainer<>(LocalImages.FRONTDOOR)) {
            reader.withCreateContainerCmdModifier(create -> create.withEntrypoint("cat"))
                    .withStartupCheckStrategy(new OneShotStartupCheckStrategy().withTimeout(Duration.ofSeconds(30)))
                    .withCommand("/opt/frontdoor/frontdoor.cdx.json")
                    .start();
            assertThat(reader.getLogs())
                    .contains("\"bomFormat\" : \"CycloneDX\"")
                    .contains("\"purl\" : \"pkg:maven/io.netty/netty-codec-http@")
                    .doesNotContain("junit");
        }
    }

    /** Runs one command on a read-only root and returns everything it said. Fails unless it ended with 0. */
    private static String run(String options, String... command) {
        try (GenericContainer<?> frontdoor = new GenericContainer<>(LocalImages.FRONTDOOR)) {
            frontdoor
                    .withEnv("FRONTDOOR_JAVA_OPTS", options)
                    .withCreateContainerCmdModifier(
                            create -> create.getHostConfig().withReadonlyRootfs(true))
                    .withStartupCheckStrategy(new OneShotStartupCheckStrategy().withTimeout(Duration.ofSeconds(30)))
                    .withCommand(command)
                    .start();
            return frontdoor.getLogs();
        }
    }
}
