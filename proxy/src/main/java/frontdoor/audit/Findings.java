package frontdoor.audit;

import frontdoor.audit.AuditOptions.Demands;
import frontdoor.report.Level;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Collects what is found, each finding once, in the order in which the checker tells it. */
final class Findings {
    private final Set<Finding> found = new LinkedHashSet<>();
    private final Demands demands;

    Findings(Demands demands) {
        this.demands = demands;
    }

    void add(Code code, String about, String text) {
        boolean counts = code.scope() == Code.Scope.EVERYBODY || demands.areOfList();
        found.add(new Finding(code, counts ? code.level() : Level.NOTE, about, text));
    }

    /** The same of what browsers take and lists do not. */
    void addForLists(Code code, String about, String text) {
        found.add(new Finding(code, demands.areOfList() ? code.level() : Level.NOTE, about, text));
    }

    void addAll(Collection<Finding> findings) {
        found.addAll(findings);
    }

    boolean hasErrors() {
        return found.stream().anyMatch(finding -> finding.level() == Level.ERROR);
    }

    List<Finding> list() {
        return List.copyOf(found);
    }

    /** Errors first. */
    List<Finding> byLevel() {
        return found.stream().sorted(Comparator.comparing(Finding::level)).toList();
    }
}
