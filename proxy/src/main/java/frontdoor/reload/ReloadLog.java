package frontdoor.reload;

import frontdoor.report.Problem;
import java.nio.file.Path;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The log's word on what became of reloads, each problem once for as long as it stands: a watch has seen a file before its editor asks for
 * a reload.
 *
 * <h2>Threads</h2>
 *
 * One at a time.
 */
final class ReloadLog {
    private static final Logger log = LoggerFactory.getLogger(ReloadLog.class);

    private final Path file;
    /** Why the last reload was refused; empty if it was not. */
    private List<Problem> refusal = List.of();

    /** Tells of reloads of {@code file}. */
    ReloadLog(Path file) {
        this.file = file;
    }

    void tell(Reload outcome) {
        switch (outcome) {
            case Reload.Refused(List<Problem> problems) -> tellOfRefusal(problems);
            case Reload.Applied _ -> log.atInfo().addKeyValue("file", file).log("configuration reloaded");
            case Reload.Unchanged _
            when !refusal.isEmpty() ->
                log.atInfo()
                        .addKeyValue("file", file)
                        .log("configuration is good again, and is what is served already");
            case Reload.Unchanged _ ->
                log.atInfo().addKeyValue("file", file).log("configuration read again, it says what is served already");
        }
        refusal = outcome instanceof Reload.Refused(List<Problem> problems) ? problems : List.of();
    }

    private void tellOfRefusal(List<Problem> problems) {
        List<Problem> news =
                problems.stream().filter(problem -> !refusal.contains(problem)).toList();
        news.forEach(problem ->
                log.atError().addKeyValue("problem", problem).log("reload refused, the configuration stays as it was"));
        if (news.isEmpty()) {
            log.atError()
                    .addKeyValue("file", file)
                    .addKeyValue("problems", problems.size())
                    .log("reload refused again, for what was told before");
        }
    }
}
