package frontdoor.observe;

import frontdoor.config.LogRotation;
import frontdoor.log.LineOutput;
import frontdoor.report.Cause;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A file of lines that is put aside when it is full or its day is over: FILE becomes FILE.1, that becomes FILE.2, and the last one goes. Where that
 * cannot be, it is told once, and the file grows on.
 *
 * <p>What is in the file counts, whoever has written it: a start goes on with the file of the day.
 *
 * <h2>Threads</h2>
 *
 * Confined to the log's writer thread.
 */
final class RotatedOutput implements LineOutput {
    private static final Logger log = LoggerFactory.getLogger(RotatedOutput.class);

    private final LineOutput output;
    private final Path file;
    private final LogRotation rotation;
    private final InstantSource clock;
    private boolean failing;

    /** Writes to {@code output}, which appends to {@code file} and opens it anew when it was renamed. */
    RotatedOutput(LineOutput output, Path file, LogRotation rotation, InstantSource clock) {
        this.output = output;
        this.file = file;
        this.rotation = rotation;
        this.clock = clock;
    }

    @Override
    public void write(ByteBuffer octets) throws IOException {
        rotateIfDue(octets.remaining());
        output.write(octets);
    }

    private void rotateIfDue(int more) {
        try {
            if (isDue(more)) {
                rotate();
            }
            failing = false;
        } catch (IOException failed) {
            if (!failing) {
                failing = true;
                log.atError()
                        .addKeyValue("file", file)
                        .addKeyValue("reason", Cause.inWords(failed))
                        .log("the access log cannot be rotated; its file grows on");
            }
        }
    }

    private boolean isDue(int more) throws IOException {
        try {
            BasicFileAttributes known = Files.readAttributes(file, BasicFileAttributes.class);
            boolean full = rotation.size().isPresent()
                    && known.size() + more > rotation.size().getAsLong();
            boolean old = rotation.daily()
                    && dayOf(known.lastModifiedTime().toInstant()).isBefore(dayOf(clock.instant()));
            return known.size() > 0 && (full || old);
        } catch (NoSuchFileException none) {
            return false;
        }
    }

    private static LocalDate dayOf(Instant moment) {
        return LocalDate.ofInstant(moment, ZoneOffset.UTC);
    }

    private void rotate() throws IOException {
        for (int number = rotation.keep(); number > 1; number--) {
            try {
                Files.move(aside(number - 1), aside(number), StandardCopyOption.REPLACE_EXISTING);
            } catch (NoSuchFileException none) {
                // There are not so many yet.
            }
        }
        Files.move(file, aside(1), StandardCopyOption.REPLACE_EXISTING);
    }

    private Path aside(int number) {
        return file.resolveSibling(file.getFileName() + "." + number);
    }

    @Override
    public void close() throws IOException {
        output.close();
    }
}
