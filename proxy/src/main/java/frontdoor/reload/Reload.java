package frontdoor.reload;

import frontdoor.report.Problem;
import java.time.Instant;
import java.util.List;

/** The outcome of one reload. */
public sealed interface Reload {
    /**
     * Nothing had changed.
     *
     * @param since when what the files say was put in force, by a start or by an earlier reload
     * @param warnings sentences about certificates that are served all the same
     */
    record Unchanged(Instant since, List<String> warnings) implements Reload {
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
