package frontdoor.command;

import static org.assertj.core.api.Assertions.assertThat;

import frontdoor.fixture.Script;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The launcher in a checkout that has a fake JDK, which says what it was called with, and a fake Maven, which counts its calls. */
class LauncherTest {
    @TempDir
    Path temporary;

    private FakeCheckout checkout;

    @BeforeEach
    void layOutACheckout() throws IOException {
        checkout = new FakeCheckout(temporary);
    }

    @Test
    void becomesJavaWithTheSharedFlagsAndTheArgumentsAsTheyAre() throws Exception {
        var run = checkout.launch("run", "a b", "@c", "");

        List<String> said = run.out().lines().toList();
        assertThat(run.exit()).isZero();
        assertThat(said.getFirst()).as("java's process is the launcher's").isEqualTo(Long.toString(run.pid()));
        assertThat(said)
                .contains("[@" + checkout.root() + "/proxy/launch/jvm.options]")
                .containsAnyOf("[-XX:+UseSerialGC]", "[-XX:+UseParallelGC]")
                .endsWith(
                        "[-jar]",
                        "[" + checkout.root() + "/proxy/target/frontdoor.jar]",
                        "[run]",
                        "[a b]",
                        "[@c]",
                        "[]");
    }

    @Test
    void buildsOnceAndAgainOnlyAfterAChange() throws Exception {
        checkout.launch();
        checkout.launch();
        assertThat(checkout.builds()).isEqualTo(1);

        Files.writeString(checkout.source(), "changed");
        checkout.launch();
        assertThat(checkout.builds()).as("an edited source").isEqualTo(2);

        Files.delete(checkout.source());
        checkout.launch();
        assertThat(checkout.builds()).as("a source that went away").isEqualTo(3);

        Files.writeString(checkout.root().resolve("config/reference.conf"), "changed");
        checkout.launch();
        checkout.launch();
        assertThat(checkout.builds()).as("an edited reference.conf").isEqualTo(4);
    }

    @Test
    void keepsBuildOutputOutOfStdout() throws Exception {
        var run = checkout.launch();

        assertThat(run.out()).doesNotContain("Maven");
        assertThat(run.err()).contains("said by Maven");
    }

    @Test
    void keepsMavensEscapeCodesToItself() throws Exception {
        Path maven = temporary.resolve("bin/mvn");
        Script.write(maven, Files.readString(maven) + "printf '\\033[0m\\033[1;31mred\\033[m\\n\\033[0m'\n");

        assertThat(checkout.launch().err())
                .isEqualTo("frontdoor: building (the first time this fetches libraries)\nsaid by Maven\nred\n");
    }

    @Test
    void triesAFailedBuildAgain() throws Exception {
        Path maven = temporary.resolve("bin/mvn");
        String working = Files.readString(maven);
        Script.write(maven, working + "exit 1\n");
        var failed = checkout.launch();
        assertThat(failed.exit()).isEqualTo(3);
        assertThat(failed.out()).isEmpty();
        assertThat(failed.err()).contains("the build failed");

        Script.write(maven, working);
        assertThat(checkout.launch().exit()).isZero();
        assertThat(checkout.builds()).isEqualTo(2);
    }

    @Test
    void buildsAgainAfterAnEditThatCameWhileMavenRan() throws Exception {
        Path maven = temporary.resolve("bin/mvn");
        String edit = "touch -d '1 second' '%s'; touch -d '2 seconds' '%s'\n"
                .formatted(checkout.source(), checkout.root().resolve("proxy/target/frontdoor.jar"));
        Script.write(maven, Files.readString(maven) + edit);

        checkout.launch();
        checkout.launch();

        assertThat(checkout.builds()).isEqualTo(2);
    }

    @Test
    void worksThroughALinkFromAnotherDirectory() throws Exception {
        Path link = Files.createSymbolicLink(temporary.resolve("link"), Path.of("a checkout/frontdoor"));

        var run = checkout.launch(link, Map.of(), "version");

        assertThat(run.out()).contains("[" + checkout.root() + "/proxy/target/frontdoor.jar]");
    }

    @Test
    void addsTheUsersOptionsAndLeavesTheCollectorToThem() throws Exception {
        var run = checkout.launch(
                checkout.launcher(), Map.of("FRONTDOOR_JAVA_OPTS", "-Xmx64m -XX:+UseZGC -Da=*"), "version");

        assertThat(run.out()).contains("[-Xmx64m]\n[-XX:+UseZGC]\n[-Da=*]\n").doesNotContain("SerialGC", "ParallelGC");
    }

    /** The image's entry point with its files in another place. */
    private Path image() throws IOException {
        Path home = temporary.resolve("image");
        Files.createDirectories(home.resolve("runtime/bin"));
        Files.createSymbolicLink(home.resolve("runtime/bin/java"), temporary.resolve("jdk/bin/java"));
        Files.createSymbolicLink(home.resolve("launch"), checkout.root().resolve("proxy/launch"));
        String entry = Files.readString(FakeCheckout.REPOSITORY.resolve("docker/frontdoor.sh"));
        String elsewhere = entry.replace("home=/opt/frontdoor", "home=" + home)
                .replace("health=/dev/shm/frontdoor-health", "health=" + memory().resolve("health"));
        return Script.write(home.resolve("frontdoor"), elsewhere);
    }

    /** The directory in which the image's process announces where it tells of its health; nothing can be announced where there is none. */
    private Path memory() {
        return temporary.resolve("memory");
    }

    @Test
    void startsNoJvmForHealthWhileNobodyServes() throws Exception {
        Path launcher = image();
        Files.createDirectory(memory());

        var run = checkout.launch(launcher, Map.of(), "health");

        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).isEqualTo("frontdoor: no front door is open here\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "check",
                "plan",
                "explain",
                "hsts",
                "discovery",
                "audit",
                "reload",
                "health",
                "version",
                "--debug plan",
                "--help"
            })
    void compilesLittleForCommandsThatAreSoonGone(String arguments) throws Exception {
        for (Path launcher : List.of(checkout.launcher(), image())) {
            assertThat(checkout.launch(launcher, Map.of(), arguments.split(" ")).out())
                    .as("%s", launcher)
                    .contains("[-XX:TieredStopAtLevel=1]");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"run", "proxy", "demo", "--debug run"})
    void compilesAllForCommandsThatServe(String arguments) throws Exception {
        for (Path launcher : List.of(checkout.launcher(), image())) {
            assertThat(checkout.launch(launcher, Map.of(), arguments.split(" ")).out())
                    .as("%s", launcher)
                    .contains("[-jar]")
                    .doesNotContain("TieredStopAtLevel");
        }
    }

    @Test
    void saysWhatToInstallWhenNoJdkIsNewEnough() throws Exception {
        Path tools = checkout.root().resolve("proxy/launch/tools.sh");
        Files.writeString(tools, Files.readString(tools).replaceFirst("jdk_wanted=\\d+", "jdk_wanted=100"));

        var run = checkout.launch();

        assertThat(run.exit()).isEqualTo(3);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).contains("needs a JDK of version 100 or newer").contains("apt-get install");
    }

    /** With so few the JVM would end with a word about one of its own classes. */
    @Test
    void saysWhatIsMissingWhereHardlyAFileMayBeOpened() throws Exception {
        for (Path launcher : List.of(checkout.launcher(), image())) {
            var run = checkout.launch(
                    Path.of("/bin/sh"), Map.of(), "-c", "ulimit -n 30; exec \"$0\" version", launcher.toString());

            assertThat(run.exit()).isEqualTo(3);
            assertThat(run.out()).isEmpty();
            assertThat(run.err()).contains("this process may have 30").contains("ulimit -n 65536");
        }
    }

    @Test
    void findsJdkAndMavenWithoutAHome() throws Exception {
        var run = checkout.launch(
                Path.of("/usr/bin/env"),
                Map.of(),
                "-u",
                "HOME",
                checkout.launcher().toString(),
                "x");

        assertThat(run.err()).isEqualTo("frontdoor: building (the first time this fetches libraries)\nsaid by Maven\n");
        assertThat(run.out()).endsWith("[x]\n");
    }
}
