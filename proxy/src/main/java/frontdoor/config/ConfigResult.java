package frontdoor.config;

import frontdoor.files.FilesRead;
import frontdoor.report.Problem;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/** The outcome of reading a configuration file. */
public sealed interface ConfigResult {
    /** Every file that was read or looked for, with what it held. */
    FilesRead read();

    /** The paths of {@link #read}, missing files and patterns included: what a reload has to watch. */
    default Set<Path> files() {
        return read().paths();
    }

    /** It could be built. */
    record Loaded(FrontdoorConfig config, FilesRead read) implements ConfigResult {}

    /** It could not, for these reasons, in the order of file and line; at least one. */
    record Rejected(List<Problem> problems, FilesRead read) implements ConfigResult {
        public Rejected {
            problems = List.copyOf(problems);
        }
    }
}
