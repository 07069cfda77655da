package frontdoor;

import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A program of this machine that a test needs; the test is skipped, and says why, where it is not installed. */
record Program(Path file) {
    private static final long SECONDS = 120;

    /** What a run came to: its exit code, and everything it wrote to either output. */
    record Run(int exit, String output) {}

    static Program named(String name) {
        Path file = Stream.of(System.getenv("PATH").split(":"))
                .map(directory -> Path.of(directory, name))
                .filter(Files::isExecutable)
                .findFirst()
                .orElse(Path.of(name));
        assumeThat(file).as(name + " is not installed").isAbsolute();
        return new Program(file);
    }

    List<String> command(List<String> arguments) {
        List<String> command = new ArrayList<>(List.of(file.toString()));
        command.addAll(arguments);
        return command;
    }

    Run run(String... arguments) throws IOException, InterruptedException {
        return runWith("", arguments);
    }

    /** Runs to the end with this text as its input. */
    Run runWith(String input, String... arguments) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command(List.of(arguments)))
                .redirectErrorStream(true)
                .start();
        Thread.ofVirtual().start(() -> {
            if (!ended(process)) {
                process.destroyForcibly();
            }
        });
        try (OutputStream to = process.getOutputStream()) {
            to.write(input.getBytes(StandardCharsets.US_ASCII));
        } catch (IOException endedEarly) {
            // Its output says why.
        }
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        return new Run(process.waitFor(), output);
    }

    private static boolean ended(Process process) {
        try {
            return process.waitFor(SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            return false;
        }
    }
}
