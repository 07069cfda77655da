package frontdoor.reload;

import frontdoor.report.Problem;
import java.util.List;

/** The outcome of one reload. */
public sealed interface Reload {
    /**
     * Nothing had changed.
     *
     * @param warnings sentences about certificates that are served all the same
     */
    record Unchanged(List<String> warnings) implements Reload {
        public Unchanged {
            warnings = List.copyOf(warnings);
        }
    }

    /**
     * The change is in force.
     *
     * @param warnings sentences about certificates that are served all the same
     */
    record Applied(List<String> warnings) implements Reload {
        public Applied {
            warnings = List.copyOf(warnings);
        }
    }

    /** The configuration stays as it was, for these reasons; at least one. */
    record Refused(List<Problem> problems) implements Reload {
        public Refused {
            problems = List.copyOf(problems);
        }
    }
}
