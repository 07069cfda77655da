package frontdoor.plan;

import frontdoor.pairs.CertificatePair;
import frontdoor.pairs.LeafFacts;
import frontdoor.report.Json;
import frontdoor.report.Level;
import frontdoor.report.Problem;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A plan as JSON, for machines: stable, documented in docs/plan.md. */
public final class PlanJson {
    private PlanJson() {}

    /** The whole plan. */
    public static String of(Plan plan) {
        return Json.write(fields(plan));
    }

    /** What kept a plan from being made. */
    public static String ofProblems(List<Problem> problems) {
        return Json.write(Map.of(
                "problems",
                problems.stream()
                        .map(problem -> Json.object(
                                "key", problem.key(), "at", problem.at().toString(), "text", problem.text()))
                        .toList()));
    }

    /** What {@code change} changes, and the plan it leads to. */
    public static String ofChange(PlanChange change, Plan after) {
        Map<String, @Nullable Object> fields = fields(after);
        fields.put(
                "changes",
                change.hosts().stream()
                        .map(host -> Json.object(
                                "host", host.host(), "change", host.kind().toString(), "lines", host.lines()))
                        .toList());
        return Json.write(fields);
    }

    private static Map<String, @Nullable Object> fields(Plan plan) {
        return Json.object(
                "hosts", plan.hosts().stream().map(PlanJson::host).toList(),
                "errors", plan.verdicts(Level.ERROR).size(),
                "warnings", plan.verdicts(Level.WARNING).size());
    }

    private static Map<String, @Nullable Object> host(HostPlan host) {
        return Json.object(
                "host", host.host(),
                "site", host.site(),
                "hops", host.hops().stream().map(PlanJson::hop).toList(),
                "verdicts", host.verdicts().stream().map(PlanJson::verdict).toList());
    }

    private static Map<String, @Nullable Object> hop(Hop hop) {
        Map<String, @Nullable Object> fields = Json.object("url", hop.url().toString());
        switch (hop.outcome()) {
            case Hop.Redirects(int status, String location) -> {
                fields.put("status", status);
                fields.put("location", location);
            }
            case Hop.Forwards(Target target, String as) -> {
                fields.put("forward", target.name());
                if (as != null) {
                    fields.put("forward-as", as);
                }
            }
            case Hop.Answers(int status, String _) -> fields.put("status", status);
            case Hop.Closes(String _) -> fields.put("closed", true);
        }
        if (!hop.guards().isEmpty()) {
            fields.put("guards", hop.guards().stream().map(PlanJson::guard).toList());
        }
        fields.put("hsts", hop.hsts());
        fields.put("certificate", certificate(hop.certificate()));
        return fields;
    }

    private static Map<String, @Nullable Object> guard(Guard guard) {
        return Json.object(
                "guard", guard.kind(),
                "text", guard.text(),
                "key", guard.key(),
                "at", guard.at().toString());
    }

    private static @Nullable Map<String, @Nullable Object> certificate(@Nullable CertificatePair pair) {
        if (pair == null) {
            return null;
        }
        LeafFacts leaf = pair.leaf();
        return Json.object(
                "names",
                Stream.concat(leaf.names().stream(), leaf.addresses().stream()).toList(),
                "not-after",
                leaf.notAfter().toString());
    }

    private static Map<String, @Nullable Object> verdict(Verdict verdict) {
        return Json.object(
                "level", verdict.level().toString(),
                "code", verdict.code().toString(),
                "text", verdict.text(),
                "key", verdict.key(),
                "at", verdict.at().toString());
    }
}
