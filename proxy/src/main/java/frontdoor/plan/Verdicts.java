package frontdoor.plan;

import frontdoor.report.Level;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Collects what is found about one host. */
final class Verdicts {
    private final Scheme scheme;
    private final String host;
    private final List<Verdict> found = new ArrayList<>();

    /** Nothing yet about {@code host}. */
    Verdicts(Scheme scheme, String host) {
        this.scheme = scheme;
        this.host = host;
    }

    /** Everything there is to say about a host, whatever browsers were promised before; errors first. */
    static List<Verdict> of(Subject subject) {
        Verdicts verdicts = new Verdicts(subject.scheme(), subject.host());
        RedirectRules.judge(subject, verdicts);
        CertificateRules.judge(subject, verdicts);
        SubdomainRules.judge(subject, verdicts);
        PinRules.judge(subject, verdicts);
        PolicyRules.judge(subject, verdicts);
        PreloadRules.judge(subject, verdicts);
        MaintenanceRules.judge(subject, verdicts);
        PlaintextRules.judge(subject, verdicts);
        return verdicts.sorted();
    }

    /** What was found, errors first. */
    List<Verdict> sorted() {
        found.sort(Comparator.comparing(Verdict::level));
        return List.copyOf(found);
    }

    /** What all of it is about. */
    String host() {
        return host;
    }

    void add(Code code, String key, String text) {
        add(code, code.level(), key, text);
    }

    /** The same at another level than is usual for this code. */
    void add(Code code, Level level, String key, String text) {
        found.add(new Verdict(
                code, level, host, text, key, scheme.config().places().ofOperator(key)));
    }
}
