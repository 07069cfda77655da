package frontdoor.plan;

import frontdoor.idna.Idna;
import frontdoor.report.Level;
import frontdoor.report.Lines;
import frontdoor.report.Paint;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/** A plan as text for people: a block per host, its hops one below the other, then what is wrong with it. */
public final class PlanText {
    private static final String MARGIN = "    ";

    private final Paint paint;
    private final int width;
    private final List<String> lines = new ArrayList<>();

    private PlanText(Paint paint, int width) {
        this.paint = paint;
        this.width = width;
    }

    /** The lines of the whole plan; what verdicts say is wrapped at {@code width} characters. */
    public static List<String> of(Plan plan, Paint paint, int width) {
        PlanText text = new PlanText(paint, width);
        plan.hosts().forEach(text::host);
        text.lines.add(text.summary(plan));
        return List.copyOf(text.lines);
    }

    /** The lines of one hop, without anything before them. */
    static List<String> hop(Hop hop, int width, Paint paint) {
        String url = hop.url().toString();
        String margin = " ".repeat(width + 2);
        List<String> lines = new ArrayList<>();
        lines.add(paint.paint(Paint.Tone.URL, url) + " ".repeat(Math.max(0, width - url.length())) + "  "
                + outcome(hop, paint));
        for (Guard guard : hop.guards()) {
            lines.add(margin + guard.text() + paint.paint(Paint.Tone.FAINT, "  <- " + guard.at() + ": " + guard.key()));
        }
        if (hop.hsts() != null || !hop.policyNote().isEmpty()) {
            lines.add(margin
                    + (hop.hsts() == null ? "no Strict-Transport-Security" : "Strict-Transport-Security: " + hop.hsts())
                    + (hop.policyNote().isEmpty()
                            ? ""
                            : paint.paint(Paint.Tone.FAINT, "  (" + hop.policyNote() + ")")));
        }
        if (hop.certificate() != null) {
            lines.add(margin
                    + paint.paint(
                            Paint.Tone.FAINT,
                            "certificate of " + CertificateRules.names(hop.certificate()) + ", ends "
                                    + hop.certificate().leaf().notAfter().truncatedTo(ChronoUnit.SECONDS)));
        }
        return lines;
    }

    private static String outcome(Hop hop, Paint paint) {
        return switch (hop.outcome()) {
            case Hop.Redirects(int status, String location) ->
                paint.paint(Paint.Tone.STATUS, Integer.toString(status)) + " -> " + location;
            case Hop.Forwards forwards -> paint.paint(Paint.Tone.STATUS, "forward") + " to " + forwards;
            case Hop.Answers(int status, String why) ->
                paint.paint(Paint.Tone.STATUS, Integer.toString(status)) + "  (" + why + ")";
            case Hop.Closes(String why) -> paint.paint(Paint.Tone.STATUS, "closed") + "  (" + why + ")";
        };
    }

    private void host(HostPlan host) {
        lines.add(paint.paint(Paint.Tone.TITLE, host.host())
                + Idna.toULabels(host.host()).map(shown -> " (" + shown + ")").orElse("")
                + paint.paint(Paint.Tone.FAINT, host.site() == null ? "  in no site" : "  site " + host.site()));
        int width = host.hops().stream()
                .mapToInt(hop -> hop.url().toString().length())
                .max()
                .orElse(0);
        for (Hop hop : host.hops()) {
            hop(hop, width, paint).forEach(line -> lines.add("  " + line));
        }
        host.verdicts().forEach(this::verdict);
        lines.add("");
    }

    private void verdict(Verdict verdict) {
        lines.add("  " + paint.paint(Paint.toneOf(verdict.level()), verdict.level() + ": " + verdict.code())
                + paint.paint(Paint.Tone.FAINT, "  " + verdict.at() + ": " + verdict.key()));
        Lines.wrap(verdict.text(), width - MARGIN.length()).forEach(line -> lines.add(MARGIN + line));
    }

    private String summary(Plan plan) {
        return Lines.count(plan.hosts().size(), "host") + ": "
                + painted(Level.ERROR, plan, "error") + ", "
                + painted(Level.WARNING, plan, "warning") + ", "
                + painted(Level.NOTE, plan, "note");
    }

    private String painted(Level level, Plan plan, String word) {
        int count = plan.verdicts(level).size();
        String text = Lines.count(count, word);
        return count == 0 ? text : paint.paint(Paint.toneOf(level), text);
    }
}
