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
 */
public record Start(Path file, FilesRead files, FrontdoorConfig config, boolean reloadable, boolean showsRequests) {
    /** From files, as an operator does. */
    public Start(Path file, FilesRead files, FrontdoorConfig config, boolean reloadable) {
        this(file, files, config, reloadable, false);
    }
}
