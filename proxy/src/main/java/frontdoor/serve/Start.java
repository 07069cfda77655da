package frontdoor.serve;

import frontdoor.config.FrontdoorConfig;
import frontdoor.files.FilesRead;
import java.nio.file.Path;

/**
 * The start of a front door: everything it is opened with.
 *
 * @param file where the configuration was read from, or the name of one that exists in memory only
 * @param files every file it was read from, with what it held
 * @param config what was written
 * @param reloadable whether the files are watched and may be read again
 * @param showsRequests whether a person at the terminal sees a line for each request
 * @param takesOver whether it takes the place of the process that serves, where one does
 */
public record Start(
        Path file,
        FilesRead files,
        FrontdoorConfig config,
        boolean reloadable,
        boolean showsRequests,
        boolean takesOver) {
    /** From files, as an operator does. */
    public Start(Path file, FilesRead files, FrontdoorConfig config, boolean reloadable) {
        this(file, files, config, reloadable, false, false);
    }

    /** The same beside a process that serves, whose place it takes. */
    public Start takingOver(boolean takingOver) {
        return new Start(file, files, config, reloadable, showsRequests, takingOver);
    }
}
