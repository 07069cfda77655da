package frontdoor.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The cache of a checkout, which the launcher has made in the background: here a fake JDK makes it, or does not. */
class LauncherCacheTest {
    private static final Duration SOON = Duration.ofMinutes(1);

    @TempDir
    Path temporary;

    private FakeCheckout checkout;

    /** Makes a cache only when it is let. */
    @BeforeEach
    void layOutACheckout() throws IOException {
        checkout = new FakeCheckout(temporary);
        rehearse("echo a cache >\"$made\"");
        Files.createFile(temporary.resolve("go"));
    }

    private void rehearse(String how) throws IOException {
        checkout.script("jdk/bin/java", """
                for argument; do case $argument in -XX:AOTCacheOutput=*) made=${argument#*=} ;; esac; done
                if [ -z "${made:-}" ]; then for argument; do echo "[$argument]"; done; exit; fi
                echo "$*" >>"%1$s/rehearsals"
                until [ -e "%1$s/go" ]; do sleep 0.02; done
                echo noise; echo noise >&2
                %2$s
                """.formatted(temporary, how));
    }

    /** Nothing that is in the background may outlive its directory. */
    @AfterEach
    void letItEnd() throws Exception {
        Files.write(temporary.resolve("go"), new byte[0]);
        if (Files.exists(temporary.resolve("rehearsals"))) {
            awaitCache();
        }
    }

    private FakeCheckout.Run launch() throws Exception {
        return launch(Map.of());
    }

    private FakeCheckout.Run launch(Map<String, String> environment) throws Exception {
        Map<String, String> cached = new HashMap<>(environment);
        cached.putIfAbsent("FRONTDOOR_CACHE", "");
        return checkout.launch(checkout.launcher(), cached, "version");
    }

    private Path target() {
        return checkout.root().resolve("proxy/target");
    }

    private List<Path> caches() throws IOException {
        try (var files = Files.list(target())) {
            return files.filter(file -> file.toString().endsWith(".aot")).toList();
        }
    }

    /** Until there is one of the jar that is there now, and nobody makes one any more. */
    private void awaitCache() throws Exception {
        await().atMost(SOON).until(() -> {
            FileTime age = Files.getLastModifiedTime(target().resolve("frontdoor.jar"));
            return caches().size() == 1
                    && Files.getLastModifiedTime(caches().getFirst()).equals(age);
        });
        Process free = new ProcessBuilder("flock", "-w", "60", target().toString(), "true").start();
        assertThat(free.waitFor(2, TimeUnit.MINUTES)).isTrue();
    }

    private int rehearsals() throws IOException {
        return Files.readAllLines(temporary.resolve("rehearsals")).size();
    }

    @Test
    void isUsedFromTheNextStartOn() throws Exception {
        FakeCheckout.Run first = launch();
        assertThat(first.out()).contains("[-jar]").doesNotContain("AOT", "noise");
        awaitCache();

        FakeCheckout.Run second = launch();
        assertThat(second.out())
                .contains("[-XX:AOTCache=" + caches().getFirst() + "]")
                .as("the JVM says nothing where it does not fit")
                .contains("[-Xlog:aot*=off:stderr]")
                .endsWith("[version]\n");
        assertThat(second.err()).isEmpty();
        assertThat(rehearsals()).isEqualTo(1);
    }

    @Test
    void keepsNobodyWaiting() throws Exception {
        Files.delete(temporary.resolve("go"));

        assertThat(launch().exit()).isZero();
        assertThat(launch().out()).contains("[version]").doesNotContain("AOT");
        assertThat(caches()).isEmpty();

        Files.createFile(temporary.resolve("go"));
        awaitCache();
        assertThat(rehearsals()).as("the second launcher found it made").isEqualTo(1);
    }

    @Test
    void isMadeAnewAfterABuild() throws Exception {
        launch();
        awaitCache();

        Files.writeString(checkout.source(), "changed");
        assertThat(launch().out()).doesNotContain("AOT");
        awaitCache();
        assertThat(launch().out()).contains("[-XX:AOTCache=");
        assertThat(rehearsals()).isEqualTo(2);
    }

    @Test
    void isMadeAnewForAnotherJdk() throws Exception {
        launch();
        awaitCache();
        Path before = caches().getFirst();

        Files.writeString(temporary.resolve("jdk/release"), "JAVA_VERSION=\"99.0.2\"\n");
        assertThat(launch().out()).doesNotContain("AOT");
        await().atMost(SOON).until(() -> !Files.exists(before));
        awaitCache();
        assertThat(launch().out()).contains("[-XX:AOTCache=").doesNotContain(before.toString());
    }

    @Test
    void isDoneWithoutWhereItCannotBeMade() throws Exception {
        rehearse("exit 1");
        launch();
        awaitCache();

        FakeCheckout.Run second = launch();
        assertThat(second.exit()).isZero();
        assertThat(second.out()).contains("[version]").doesNotContain("AOT");
        assertThat(second.err()).isEmpty();
        assertThat(rehearsals()).as("nobody tries again before the next build").isEqualTo(1);
    }

    @Test
    void staysAwayWhereItIsNotWanted() throws Exception {
        launch();
        awaitCache();

        assertThat(launch(Map.of("FRONTDOOR_CACHE", "off")).out()).doesNotContain("AOT");
        for (String options : List.of("-XX:AOTMode=off", "-Xmx64m -Xshare:off", "-XX:SharedArchiveFile=mine")) {
            assertThat(launch(Map.of("FRONTDOOR_JAVA_OPTS", options)).out()).doesNotContain("-XX:AOTCache");
        }
    }
}
