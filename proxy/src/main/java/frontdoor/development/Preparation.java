package frontdoor.development;

import frontdoor.config.FrontdoorConfig;
import java.nio.file.Path;
import java.util.List;

/** The outcome of preparing a development front door. */
public sealed interface Preparation {
    /**
     * It can be opened.
     *
     * @param authority the file of the authority that issued its certificate, which a browser must trust
     */
    record Ready(FrontdoorConfig config, Path authority) implements Preparation {}

    /** The options of the command ask for what cannot be; a line for each problem, at least one. */
    record Misused(List<String> problems) implements Preparation {
        public Misused {
            problems = List.copyOf(problems);
        }
    }

    /** The state directory cannot be used; {@code problem} is one sentence that names it and what mends it. */
    record Unwritable(String problem) implements Preparation {}
}
