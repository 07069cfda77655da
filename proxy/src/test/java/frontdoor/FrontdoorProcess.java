package frontdoor;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The program in a process of its own, with the flags that the launcher gives it. */
final class FrontdoorProcess implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Process process;
    private final Path out;
    private final Path err;

    private FrontdoorProcess(Process process, Path out, Path err) {
        this.process = process;
        this.out = out;
        this.err = err;
    }

    /** Starts it; what it prints goes to files in {@code directory}. */
    static FrontdoorProcess start(Path directory, String... arguments) throws IOException {
        Path out = directory.resolve("out");
        Path err = directory.resolve("err");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "@launch/jvm.options",
                "-cp",
                System.getProperty("java.class.path"),
                "frontdoor.Main"));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command)
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start();
        return new FrontdoorProcess(process, out, err);
    }

    /** Waits until it has printed {@code count} lines or ended, and returns all there are. */
    List<String> awaitLines(int count) throws IOException {
        await().atMost(PATIENCE).until(() -> !process.isAlive() || out().size() >= count);
        return out();
    }

    /** What it has printed on stdout. */
    List<String> out() throws IOException {
        return Files.readAllLines(out);
    }

    /** What it has printed on stderr. */
    String err() throws IOException {
        return Files.readString(err);
    }

    /** Sends SIGTERM and returns what it exits with. */
    int terminate() throws InterruptedException {
        process.destroy();
        assertThat(process.waitFor(PATIENCE.toSeconds(), SECONDS)).as("ended").isTrue();
        return process.exitValue();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
