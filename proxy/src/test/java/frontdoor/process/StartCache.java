package frontdoor.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The AOT cache of the jar under test, as a checkout has it: half of a start's work, and the tests start the program some hundred times. */
final class StartCache {
    private static final List<String> FLAGS = find();

    private StartCache() {}

    /** The JVM's flags for it; none where classes are not in a jar. */
    static List<String> flags() {
        return FLAGS;
    }

    /** The first one to ask makes it, and the others wait. */
    private static List<String> find() {
        String jar = System.getProperty("frontdoor.class-path");
        if (jar == null) {
            return List.of();
        }
        Path cache = Path.of(jar).resolveSibling("process-tests.aot");
        Path launch = Path.of("launch").toAbsolutePath();
        try {
            Process rehearsal = new ProcessBuilder(
                            launch.resolve("rehearse.sh").toString(),
                            cache.toString(),
                            System.getProperty("java.home"),
                            jar,
                            "-XX:+UseSerialGC",
                            "@" + launch.resolve("jvm.options"))
                    .redirectInput(Redirect.from(Path.of("/dev/null").toFile()))
                    .redirectOutput(Redirect.DISCARD)
                    .redirectError(Redirect.DISCARD)
                    .start();
            assertThat(rehearsal.waitFor()).isZero();
            // Empty: it could not be made, and starts take longer.
            return Files.size(cache) == 0 ? List.of() : List.of("-XX:AOTCache=" + cache, "-Xlog:aot*=off:stderr");
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException interrupted) {
            throw new AssertionError(interrupted);
        }
    }
}
