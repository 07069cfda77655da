package frontdoor.acme;

import frontdoor.report.Printable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The operator's program that puts TXT records into the zone, and takes them out again: {@code FILE present NAME. VALUE}, and
 * {@code FILE cleanup NAME. VALUE}, as that of lego. It ends with 0 once name servers answer with the record.
 *
 * <p>Of what it says the first {@link #MOST_TOLD} octets are kept: it speaks to a shell that passes on no more. The JDK would read all that is in
 * its pipe when it ends, and what it leaves running may fill that for ever. Where it does not end in time, it is ended with what it has started.
 */
final class DnsHook {
    private static final Logger log = LoggerFactory.getLogger(DnsHook.class);
    private static final Duration PATIENCE = Duration.ofMinutes(10);
    /** Between SIGTERM and SIGKILL. */
    private static final long GRACE_MILLIS = 2_000;

    private static final int MOST_TOLD = 500;
    private static final List<String> LISTENER =
            List.of("/bin/sh", "-c", "head -c " + MOST_TOLD + "; exec cat > /dev/null");

    private final Path program;
    private final Duration patience;

    DnsHook(Path program) {
        this(program, PATIENCE);
    }

    /** @param patience how long it may take */
    DnsHook(Path program, Duration patience) {
        this.program = program;
        this.patience = patience;
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
        try {
            List<Process> started = ProcessBuilder.startPipeline(List.of(
                    new ProcessBuilder(List.of(program.toString(), verb, name, value)).redirectErrorStream(true),
                    new ProcessBuilder(LISTENER)));
            Process process = started.getFirst();
            Process listener = started.getLast();
            try {
                process.getOutputStream().close();
                await(process, verb);
                String said = said(listener);
                if (process.exitValue() != 0) {
                    throw new OrderFailedException(
                            program + " " + verb + " " + name + " ended with " + process.exitValue() + ": " + said);
                }
            } finally {
                end(process);
                end(listener);
            }
        } catch (IOException failed) {
            throw new OrderFailedException("acme.dns-hook cannot be run: " + failed.getMessage());
        }
    }

    private void await(Process process, String verb) throws OrderFailedException, InterruptedException {
        if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new OrderFailedException(
                    program + " " + verb + " has not ended within " + patience.toMinutes() + " minutes");
        }
    }

    /** What it has said; of what it has left running nobody hears. */
    private static String said(Process listener) throws IOException, InterruptedException {
        if (!listener.waitFor(GRACE_MILLIS, TimeUnit.MILLISECONDS)) {
            end(listener);
        }
        byte[] said = listener.getInputStream().readNBytes(MOST_TOLD);
        return Printable.of(new String(said, StandardCharsets.UTF_8).strip(), MOST_TOLD);
    }

    /** Ends it, where it has not ended, and whatever it has started. */
    private static void end(Process process) throws InterruptedException {
        if (!process.isAlive()) {
            return;
        }
        // Now: once it has ended, nobody knows what it has started.
        List<ProcessHandle> all = Stream.concat(process.descendants(), Stream.of(process.toHandle()))
                .toList();
        all.forEach(ProcessHandle::destroy);
        if (!process.waitFor(GRACE_MILLIS, TimeUnit.MILLISECONDS)
                || all.stream().anyMatch(ProcessHandle::isAlive)) {
            all.forEach(ProcessHandle::destroyForcibly);
        }
    }
}
