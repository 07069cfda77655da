package frontdoor.acme;

import frontdoor.report.Printable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The operator's program that puts TXT records into the zone, and takes them out again: {@code FILE present NAME. VALUE}, and
 * {@code FILE cleanup NAME. VALUE}, as that of lego. It ends with 0 once name servers answer with the record.
 */
final class DnsHook {
    private static final Logger log = LoggerFactory.getLogger(DnsHook.class);
    private static final Duration PATIENCE = Duration.ofMinutes(10);
    private static final int MOST_TOLD = 500;

    private final Path program;

    DnsHook(Path program) {
        this.program = program;
    }

    /** Puts the record there. Blocks. */
    void present(String name, String value) throws OrderFailedException, InterruptedException {
        run("present", name, value);
    }

    /** Takes it out again, if that can be done. Blocks. */
    void cleanUp(String name, String value) {
        try {
            run("cleanup", name, value);
        } catch (OrderFailedException failed) {
            log.atWarn()
                    .addKeyValue("record", name)
                    .addKeyValue("reason", failed.getMessage())
                    .log("a record of dns-01 is left in the zone");
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void run(String verb, String name, String value) throws OrderFailedException, InterruptedException {
        Process process = null;
        Path said = null;
        try {
            // Not a pipe: what it leaves running in the background may hold that open for ever.
            said = Files.createTempFile("frontdoor-dns-hook", ".txt");
            process = new ProcessBuilder(List.of(program.toString(), verb, name, value))
                    .redirectErrorStream(true)
                    .redirectOutput(said.toFile())
                    .start();
            process.getOutputStream().close();
            if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                throw new OrderFailedException(
                        program + " " + verb + " has not ended within " + PATIENCE.toMinutes() + " minutes");
            }
            if (process.exitValue() != 0) {
                throw new OrderFailedException(
                        program + " " + verb + " " + name + " ended with " + process.exitValue() + ": " + read(said));
            }
        } catch (IOException failed) {
            throw new OrderFailedException("acme.dns-hook cannot be run: " + failed.getMessage());
        } finally {
            if (process != null) {
                process.destroy();
            }
            delete(said);
        }
    }

    private static String read(Path said) throws IOException {
        try (InputStream text = Files.newInputStream(said)) {
            return Printable.of(new String(text.readNBytes(MOST_TOLD), StandardCharsets.UTF_8).strip(), MOST_TOLD);
        }
    }

    private static void delete(@Nullable Path said) {
        try {
            if (said != null) {
                Files.deleteIfExists(said);
            }
        } catch (IOException _) {
            // Whoever looks after temporary files does it.
        }
    }
}
