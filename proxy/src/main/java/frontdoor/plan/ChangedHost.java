package frontdoor.plan;

import frontdoor.policy.HstsTerms;
import frontdoor.report.Paint;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Tells hop by hop and header by header how two plans of one host differ. */
final class ChangedHost {
    private final List<String> lines = new ArrayList<>();

    private ChangedHost() {}

    /** The differences in plain words; empty when browsers will see none. */
    static List<String> lines(HostPlan before, HostPlan after) {
        ChangedHost changed = new ChangedHost();
        int common = Math.min(before.hops().size(), after.hops().size());
        for (int i = 0; i < common; i++) {
            Hop was = before.hops().get(i);
            Hop now = after.hops().get(i);
            if (was.url().equals(now.url())) {
                changed.hop(was, now);
            } else {
                changed.lines.add("hop " + (i + 1) + " is " + now.url() + ", was " + was.url());
            }
        }
        after.hops().stream()
                .skip(common)
                .forEach(hop -> changed.lines.add(
                        "one hop more: " + PlanText.hop(hop, 0, Paint.NONE).getFirst()));
        before.hops().stream()
                .skip(common)
                .forEach(hop -> changed.lines.add(
                        "one hop less: " + PlanText.hop(hop, 0, Paint.NONE).getFirst()));
        changed.policy(PlanChange.sentBy(before), PlanChange.sentBy(after));
        changed.verdicts(before, after);
        return changed.lines;
    }

    private void hop(Hop was, Hop now) {
        String url = now.url() + ": ";
        if (!was.outcome().equals(now.outcome())) {
            lines.add(url + text(now.outcome()) + ", was " + text(was.outcome()));
        }
        if (!Objects.equals(was.hsts(), now.hsts())) {
            lines.add(url + "Strict-Transport-Security is " + text(now.hsts()) + ", was " + text(was.hsts()));
        }
        if (!Objects.equals(was.certificate(), now.certificate())) {
            lines.add(url + "certificate " + ChangedCertificate.text(was.certificate(), now.certificate()));
        }
    }

    private static String text(Hop.Outcome outcome) {
        return switch (outcome) {
            case Hop.Redirects(int status, String location) -> status + " -> " + location;
            case Hop.Forwards forwards -> "forwarded to " + forwards;
            case Hop.Answers(int status, String why) -> status + " (" + why + ")";
            case Hop.Closes(String why) -> "closed (" + why + ")";
        };
    }

    private static String text(@Nullable String header) {
        return header == null ? "not sent" : header;
    }

    /** What the change of policy means to a browser that was there before. */
    private void policy(@Nullable HstsTerms was, @Nullable HstsTerms now) {
        long before = was == null ? 0 : was.maxAge();
        long after = now == null ? 0 : now.maxAge();
        if (before > 0 && now == null) {
            lines.add("browsers keep the policy they have for up to " + MaxAgeText.of(before)
                    + " after their last visit, since nothing takes it back; hsts = kill does");
        } else if (before > 0 && after == 0) {
            lines.add("browsers forget the policy when they come back over https; those that do not keep it for up to "
                    + MaxAgeText.of(before));
        } else if (after != before) {
            lines.add("browsers use nothing but https for " + MaxAgeText.of(after) + " after each visit"
                    + (before > 0 ? ", it was " + MaxAgeText.of(before) : "")
                    + (before > after ? ", and stays so for those that do not come back" : ""));
        }
        boolean boundBelow = was != null && was.bindsSubdomains();
        boolean bindsBelow = now != null && now.bindsSubdomains();
        if (bindsBelow && !boundBelow) {
            lines.add("every host below it is bound too: each needs https with a good certificate");
        } else if (boundBelow && !bindsBelow && now != null) {
            lines.add("hosts below it are no longer bound, once browsers have come back here");
        }
    }

    private void verdicts(HostPlan before, HostPlan after) {
        Set<Code> old = before.verdicts().stream().map(Verdict::code).collect(Collectors.toSet());
        Set<Code> young = after.verdicts().stream().map(Verdict::code).collect(Collectors.toSet());
        after.verdicts().stream()
                .filter(verdict -> !old.contains(verdict.code()))
                .forEach(verdict -> lines.add("new " + verdict.level() + " " + verdict.code() + ": " + verdict.text()));
        before.verdicts().stream()
                .filter(verdict -> !young.contains(verdict.code()))
                .forEach(verdict -> lines.add("no more " + verdict.level() + " " + verdict.code()));
    }
}
