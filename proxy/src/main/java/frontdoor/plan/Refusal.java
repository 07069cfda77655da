package frontdoor.plan;

import frontdoor.report.Level;
import frontdoor.report.Problem;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Which verdicts keep a configuration from being put in force.
 *
 * <p>A start is refused for what the file alone decides: a front door that stays down because of a certificate would turn a bad day into an
 * outage. A reload, which can leave everything as it was, is refused for missing coverage too; but not for what is in force already, or
 * a start with one bad host would keep every certificate from being renewed.
 */
public final class Refusal {
    private Refusal() {}

    /** Why a start has to be refused; empty if it has not. */
    public static List<Problem> ofStart(Plan plan) {
        return problems(plan.verdicts(Level.ERROR).stream()
                .filter(verdict -> verdict.code().basis() == Code.Basis.FILE)
                .toList());
    }

    /** Why a reload has to be refused; empty if it has not. */
    public static List<Problem> ofReload(Plan inForce, Plan next) {
        Set<Finding> known = new HashSet<>();
        inForce.verdicts(Level.ERROR).forEach(verdict -> known.add(Finding.of(verdict)));
        return problems(next.verdicts(Level.ERROR).stream()
                .filter(verdict -> verdict.code().basis() != Code.Basis.VALIDITY)
                .filter(verdict -> !known.contains(Finding.of(verdict)))
                .toList());
    }

    /** A verdict without its words, in which dates and names may have changed. */
    private record Finding(Code code, String host) {
        static Finding of(Verdict verdict) {
            return new Finding(verdict.code(), verdict.host());
        }
    }

    private static List<Problem> problems(List<Verdict> verdicts) {
        return verdicts.stream().map(Verdict::toProblem).distinct().toList();
    }
}
