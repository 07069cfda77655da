package frontdoor.serve;

import frontdoor.promises.LedgerFile;
import frontdoor.report.Cause;
import frontdoor.report.UnusableDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The directory for what must survive a restart. */
final class StateDirectory {
    private static final Logger log = LoggerFactory.getLogger(StateDirectory.class);

    private StateDirectory() {}

    /**
     * Makes it if it is missing, and tries whether it can be written. A mistake of the first day ends the start: a directory that cannot be
     * made or read, or that is not this user's to write and has no ledger. Else policies would never be sent, and only the log would tell.
     * Whatever comes later, a full disk or one that has become read-only, keeps nobody from starting: what needs the directory does
     * without, and says so. Returns the lock on it, without one if it cannot be written.
     */
    static StateLock prepare(Path directory) throws CannotStartException {
        try {
            Files.createDirectories(directory);
            Files.delete(Files.createTempFile(directory, "writable", ".tmp"));
            return StateLock.take(directory);
        } catch (IOException failed) {
            if (!Files.isDirectory(directory) || !Files.isReadable(directory) || isForbiddenAndEmpty(directory)) {
                throw new CannotStartException(
                        ExitCode.CANNOT_START,
                        "frontdoor: " + UnusableDirectory.inWords(directory, failed, "state-directory"));
            }
            log.atError()
                    .addKeyValue("directory", directory)
                    .addKeyValue("reason", Cause.inWords(failed))
                    .log("the state directory is not writable; starting all the same");
            return StateLock.NONE;
        }
    }

    /** A full disk is not forbidden: it may have room again. */
    private static boolean isForbiddenAndEmpty(Path directory) {
        return !Files.isWritable(directory) && !new LedgerFile(directory).read().found();
    }
}
