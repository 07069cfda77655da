package frontdoor.config;

import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What became of a configuration file. */
public sealed interface ConfigResult {
    /** Every file that was read or looked for, includes and missing optional ones too: what a reload has to watch. */
    Set<Path> files();

    /** It could be built. */
    record Loaded(FrontdoorConfig config, Set<Path> files) implements ConfigResult {
        public Loaded {
            files = Collections.unmodifiableSet(new LinkedHashSet<>(files));
        }
    }

    /** It could not, for these reasons, in the order of file and line; at least one. */
    record Rejected(List<Problem> problems, Set<Path> files) implements ConfigResult {
        public Rejected {
            problems = List.copyOf(problems);
            files = Collections.unmodifiableSet(new LinkedHashSet<>(files));
        }
    }
}
