package frontdoor;

import frontdoor.config.FileFailure;
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
     * Makes it if it is missing, and tries whether it can be written. One that is there and cannot be written, as on a full or broken disk,
     * keeps nobody from starting: what needs it does without, and says so.
     */
    static void prepare(Path directory) throws CannotStartException {
        try {
            Files.createDirectories(directory);
            Files.delete(Files.createTempFile(directory, "writable", ".tmp"));
        } catch (IOException failed) {
            if (!Files.isDirectory(directory) || !Files.isReadable(directory)) {
                throw new CannotStartException(
                        ExitCode.CANNOT_START,
                        "frontdoor: the state directory " + directory
                                + " is not writable; make it so for this user, or choose another with state-directory ("
                                + FileFailure.reason(failed) + ")");
            }
            log.atError()
                    .addKeyValue("directory", directory)
                    .addKeyValue("reason", FileFailure.reason(failed))
                    .log("the state directory is not writable; starting all the same");
        }
    }
}
