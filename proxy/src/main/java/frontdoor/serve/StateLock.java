package frontdoor.serve;

import frontdoor.report.Cause;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The lock on a state directory: two processes that write one ledger would each record that what the other still sends has stopped.
 *
 * <p>It is of the file {@code lock}, which holds the number of the process and stays when the lock goes: the system lets go of it with the
 * process, however that ends. Where no such lock is to be had, as on some network file systems, or nothing can be written, there is none.
 *
 * <h2>Closing</h2>
 *
 * {@link #close} lets another process in.
 */
final class StateLock implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(StateLock.class);
    private static final int LONGEST_PID = 20;

    /** Where nothing can be written, nothing has to be kept apart. */
    static final StateLock NONE = new StateLock(null);

    private final @Nullable FileChannel file;

    private StateLock(@Nullable FileChannel file) {
        this.file = file;
    }

    /** Locks {@code directory}, or says who has it. */
    static StateLock take(Path directory) throws CannotStartException {
        Path path = directory.resolve("lock");
        FileChannel file = null;
        try {
            file = open(path);
            boolean own = Files.isWritable(path);
            FileLock lock = file.tryLock(0, Long.MAX_VALUE, !own);
            if (lock != null) {
                if (own) {
                    write(file, Long.toString(ProcessHandle.current().pid()));
                }
                return new StateLock(file);
            }
            throw taken(directory, file);
        } catch (OverlappingFileLockException _) {
            closeQuietly(file);
            throw taken(directory, "this very process");
        } catch (CannotStartException taken) {
            closeQuietly(file);
            throw taken;
        } catch (IOException failed) {
            closeQuietly(file);
            log.atWarn()
                    .addKeyValue("file", path)
                    .addKeyValue("reason", Cause.inWords(failed))
                    .log("the state directory cannot be locked; see to it that no other front door uses it");
            return NONE;
        }
    }

    /** One that another user has made can still be asked whether it is locked. */
    private static FileChannel open(Path path) throws IOException {
        return Files.exists(path) && !Files.isWritable(path)
                ? FileChannel.open(path, StandardOpenOption.READ)
                : FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    }

    private static void write(FileChannel file, String text) throws IOException {
        file.truncate(0);
        file.write(ByteBuffer.wrap((text + "\n").getBytes(StandardCharsets.US_ASCII)), 0);
    }

    private static CannotStartException taken(Path directory, FileChannel file) throws IOException {
        ByteBuffer octets = ByteBuffer.allocate(LONGEST_PID);
        file.read(octets, 0);
        String pid = StandardCharsets.US_ASCII.decode(octets.flip()).toString().strip();
        return taken(directory, pid.matches("\\d+") ? "process " + pid : "another process");
    }

    private static CannotStartException taken(Path directory, String by) {
        return new CannotStartException(
                ExitCode.CANNOT_START,
                "frontdoor: the state directory " + directory + " is in use by " + by
                        + "; end that one, or choose another directory with state-directory",
                new Obstacle.StateInUse(by));
    }

    private static void closeQuietly(@Nullable FileChannel file) {
        try {
            if (file != null) {
                file.close();
            }
        } catch (IOException _) {
            // The system closes it with the process.
        }
    }

    @Override
    public void close() {
        closeQuietly(file);
    }
}
