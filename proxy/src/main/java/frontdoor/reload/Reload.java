package frontdoor.reload;

import frontdoor.config.Problem;
import java.util.List;

/** What became of one reload. */
public sealed interface Reload {
    /** Nothing had changed. */
    record Unchanged() implements Reload {}

    /** The change is in force. */
    record Applied() implements Reload {}

    /** Everything stays as it was, for these reasons; at least one. */
    record Refused(List<Problem> problems) implements Reload {
        public Refused {
            problems = List.copyOf(problems);
        }
    }
}
