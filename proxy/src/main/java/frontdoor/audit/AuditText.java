package frontdoor.audit;

import frontdoor.report.Level;
import frontdoor.report.Lines;
import frontdoor.report.Paint;
import frontdoor.report.Paint.Tone;
import frontdoor.report.Printable;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/** An audit as text for people: what was asked and answered, then what is wrong, each with what to change. */
public final class AuditText {
    private static final int MAX_WIDTH = 60;

    private final AuditReport report;
    private final Paint paint;
    private final int width;
    private final List<String> lines = new ArrayList<>();

    private AuditText(AuditReport report, Paint paint) {
        this.report = report;
        this.paint = paint;
        this.width = Math.min(
                MAX_WIDTH,
                asked(report).stream()
                        .mapToInt(hop -> hop.url().toString().length())
                        .max()
                        .orElse(0));
    }

    /** The lines of the whole audit. */
    public static List<String> of(AuditReport report, Paint paint) {
        AuditText text = new AuditText(report, paint);
        text.lines.add(paint.paint(Tone.TITLE, Printable.of(report.host()))
                + paint.paint(Tone.FAINT, "  audited at " + report.at().truncatedTo(ChronoUnit.SECONDS)));
        asked(report).forEach(text::hop);
        text.tls();
        text.lines.add("");
        report.findings().forEach(text::finding);
        text.lines.add(text.summary());
        return List.copyOf(text.lines);
    }

    /** Every address that was asked, in the order of the report. */
    private static List<Hop> asked(AuditReport report) {
        List<Hop> asked = new ArrayList<>(report.hops());
        if (report.error() != null) {
            asked.add(report.error());
        }
        if (report.sibling() != null && report.sibling().probe() != null) {
            asked.add(report.sibling().hop(report.sibling().probe()));
        }
        return asked;
    }

    private void hop(Hop hop) {
        String url = Printable.of(hop.url().toString());
        String padding = " ".repeat(Math.max(0, width - url.length()));
        lines.add("  " + paint.paint(Tone.URL, url) + padding + "  " + outcome(hop));
        if (hop.reply() instanceof Answer answer) {
            answer.hsts()
                    .forEach(value -> lines.add(
                            "  " + " ".repeat(width) + "  Strict-Transport-Security: " + Printable.of(value)));
        }
    }

    private String outcome(Hop hop) {
        return switch (hop.reply()) {
            case Answer answer -> {
                String status = paint.paint(Tone.STATUS, Integer.toString(answer.status()));
                String location = answer.location();
                yield answer.redirects() && location != null ? status + " -> " + Printable.of(location) : status;
            }
            case NoAnswer none -> paint.paint(Tone.ERROR, none.text());
        };
    }

    private void tls() {
        SecureProbe probe = report.probe();
        TlsFacts tls = probe == null ? null : probe.tls();
        if (probe == null || tls == null) {
            return;
        }
        String names = tls.names().isEmpty() ? "nobody" : String.join(", ", tls.names());
        lines.add("  certificate of " + names + ", " + (probe.hasGoodTls() ? "good" : "not good"));
        lines.add(paint.paint(
                Tone.FAINT, "    from " + tls.notBefore() + " to " + tls.notAfter() + ", issued by " + tls.issuer()));
        lines.add("  " + tls.protocol() + " with " + tls.cipherSuite());
    }

    private void finding(Finding finding) {
        lines.add(paint.paint(Paint.toneOf(finding.level()), finding.level() + ": " + finding.code()) + "  "
                + finding.about() + ": " + finding.text());
        lines.add("  change: " + finding.code().change());
    }

    private String summary() {
        return painted(Level.ERROR) + ", " + painted(Level.WARNING) + ", " + painted(Level.NOTE);
    }

    private String painted(Level level) {
        int count = report.count(level);
        String text = Lines.count(count, level.toString());
        return count == 0 ? text : paint.paint(Paint.toneOf(level), text);
    }
}
