package frontdoor.plan;

import frontdoor.report.Level;
import frontdoor.report.Problem;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells of errors and warnings of what is in force, each once; notes are for who asks. */
public final class VerdictLog {
    private static final Logger log = LoggerFactory.getLogger(VerdictLog.class);

    private VerdictLog() {}

    /** The text of a verdict, which may be the same for many hosts. */
    private record Told(Code code, String key, String text) {
        static Told of(Verdict verdict) {
            return new Told(verdict.code(), verdict.key(), verdict.text());
        }
    }

    /** Logs everything in {@code plan}. */
    public static void log(Plan plan) {
        log(plan, new HashSet<>());
        plan.unneededAcknowledgements().forEach(VerdictLog::logUnneeded);
    }

    /** Logs what {@code before} did not say. */
    public static void logNew(Plan before, Plan plan) {
        Set<Told> told = new HashSet<>();
        for (Level level : List.of(Level.ERROR, Level.WARNING)) {
            before.verdicts(level).forEach(verdict -> told.add(Told.of(verdict)));
        }
        log(plan, told);
        plan.unneededAcknowledgements().stream()
                .filter(unneeded -> !before.unneededAcknowledgements().contains(unneeded))
                .forEach(VerdictLog::logUnneeded);
    }

    private static void logUnneeded(Problem unneeded) {
        log.atWarn().addKeyValue("acknowledgement", unneeded).log("a promise is acknowledged as broken that is not");
    }

    private static void log(Plan plan, Set<Told> told) {
        for (Level level : List.of(Level.ERROR, Level.WARNING)) {
            for (Verdict verdict : plan.verdicts(level)) {
                if (told.add(Told.of(verdict))) {
                    (level == Level.ERROR ? log.atError() : log.atWarn())
                            .addKeyValue("code", verdict.code())
                            .addKeyValue("host", verdict.host())
                            .addKeyValue("key", verdict.key())
                            .addKeyValue("at", verdict.at())
                            .addKeyValue("verdict", verdict.text())
                            .log("the plan has a verdict");
                }
            }
        }
    }
}
