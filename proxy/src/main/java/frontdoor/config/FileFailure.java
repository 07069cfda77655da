package frontdoor.config;

import frontdoor.report.Cause;
import java.io.IOException;
import java.nio.file.FileSystemException;

/** Why a file or directory cannot be used, in an operator's words. */
public final class FileFailure {
    private FileFailure() {}

    /** The reason without the path and without the name of a class. */
    public static String reason(IOException failed) {
        // The system's own words as they are; where Java has put a kind of exception in their place, those of every
        // other cause.
        return failed instanceof FileSystemException system && system.getReason() != null
                ? system.getReason()
                : Cause.inWords(failed);
    }
}
