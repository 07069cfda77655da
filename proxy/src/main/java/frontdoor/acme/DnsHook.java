package frontdoor.acme;

import frontdoor.report.Printable;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
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
 * <p>Of what it says the first {@link #MOST_TOLD} octets are kept. Where it does not end in time, it is ended with what it has started.
 */
final class DnsHook {
    private static final Logger log = LoggerFactory.getLogger(DnsHook.class);
    private static final Duration PATIENCE = Duration.ofMinutes(10);
    /** Between SIGTERM and SIGKILL. */
    private static final long GRACE_MILLIS = 2_000;

    private static final long PAUSE_MILLIS = 50;
    private static final int MOST_TOLD = 500;
    private static final int PIECE = 8192;
    /** Pieces that are read before the clock is looked at again. */
    private static final int PIECES = 128;

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
            Process process = new ProcessBuilder(List.of(program.toString(), verb, name, value))
                    .redirectErrorStream(true)
                    .start();
            try {
                process.getOutputStream().close();
                String said = listen(process, verb);
                if (process.exitValue() != 0) {
                    throw new OrderFailedException(
                            program + " " + verb + " " + name + " ended with " + process.exitValue() + ": " + said);
                }
            } finally {
                end(process);
            }
        } catch (IOException failed) {
            throw new OrderFailedException("acme.dns-hook cannot be run: " + failed.getMessage());
        }
    }

    /**
     * What it says until it ends. It is read only when there is something to be read: what it leaves running in the background may hold the
     * pipe open for ever.
     */
    private String listen(Process process, String verb) throws IOException, OrderFailedException, InterruptedException {
        long end = System.nanoTime() + patience.toNanos();
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        InputStream pipe = process.getInputStream();
        boolean ended = false;
        while (!ended) {
            // In this order: what it has said before its end is there after it.
            ended = process.waitFor(PAUSE_MILLIS, TimeUnit.MILLISECONDS);
            drain(pipe, said);
            if (!ended && System.nanoTime() - end > 0) {
                throw new OrderFailedException(
                        program + " " + verb + " has not ended within " + patience.toMinutes() + " minutes");
            }
        }
        return Printable.of(said.toString(StandardCharsets.UTF_8).strip(), MOST_TOLD);
    }

    private static void drain(InputStream pipe, ByteArrayOutputStream said) throws IOException {
        byte[] octets = new byte[PIECE];
        int there;
        for (int i = 0; i < PIECES && (there = pipe.available()) > 0; i++) {
            int read = pipe.read(octets, 0, Math.min(there, PIECE));
            said.write(octets, 0, Math.max(0, Math.min(read, MOST_TOLD - said.size())));
        }
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
