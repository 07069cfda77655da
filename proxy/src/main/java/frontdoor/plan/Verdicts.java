package frontdoor.plan;

import frontdoor.config.Places;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Collects what is found about one host. */
final class Verdicts {
    private final Subject subject;
    private final List<Verdict> found = new ArrayList<>();

    private Verdicts(Subject subject) {
        this.subject = subject;
    }

    /** Everything there is to say about a host, errors first. */
    static List<Verdict> of(Subject subject) {
        Verdicts verdicts = new Verdicts(subject);
        RedirectRules.judge(subject, verdicts);
        CertificateRules.judge(subject, verdicts);
        SubdomainRules.judge(subject, verdicts);
        PinRules.judge(subject, verdicts);
        PolicyRules.judge(subject, verdicts);
        PreloadRules.judge(subject, verdicts);
        verdicts.found.sort(Comparator.comparing(Verdict::level));
        return List.copyOf(verdicts.found);
    }

    void add(Code code, String key, String text) {
        Places places = subject.scheme().config().places();
        found.add(new Verdict(code, subject.host(), text, key, places.ofOperator(key)));
    }
}
