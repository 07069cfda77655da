package frontdoor;

import frontdoor.config.FileFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The directory for what must survive a restart. */
final class StateDirectory {
    private StateDirectory() {}

    /** Makes it if it is missing, and tries whether it can be written. */
    static void prepare(Path directory) throws CannotStartException {
        try {
            Files.createDirectories(directory);
            Files.delete(Files.createTempFile(directory, "writable", ".tmp"));
        } catch (IOException failed) {
            throw new CannotStartException(
                    ExitCode.CANNOT_START,
                    "frontdoor: the state directory " + directory
                            + " is not writable; make it so for this user, or choose another with state-directory ("
                            + FileFailure.reason(failed) + ")");
        }
    }
}
