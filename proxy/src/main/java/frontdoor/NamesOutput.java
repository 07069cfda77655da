package frontdoor;

import frontdoor.audit.HostProbe;
import frontdoor.plan.NamesReport;
import frontdoor.report.Json;
import frontdoor.report.Level;
import frontdoor.report.Lines;
import frontdoor.report.Paint;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What {@code plan --names} prints: for people the bound names, worst first; for machines all of them. */
record NamesOutput(List<NamesVerdict> verdicts, int passedOver) {
    private static final int MAX_WIDTH = 50;

    NamesOutput {
        verdicts = List.copyOf(verdicts);
    }

    int count(Level level) {
        return (int)
                verdicts.stream().filter(verdict -> verdict.level() == level).count();
    }

    List<String> text(Paint paint) {
        List<NamesVerdict> bound = verdicts.stream()
                .filter(verdict -> verdict.name().bound())
                .sorted(Comparator.comparing(
                        NamesVerdict::level, Comparator.nullsLast(Comparator.<Level>naturalOrder())))
                .toList();
        int width = Math.min(
                MAX_WIDTH,
                bound.stream()
                        .mapToInt(verdict -> verdict.name().name().length())
                        .max()
                        .orElse(0));
        List<String> lines = new ArrayList<>();
        bound.forEach(verdict -> lines.add(line(verdict, width, paint)));
        lines.add(summary(bound.size()));
        return lines;
    }

    private static String line(NamesVerdict verdict, int width, Paint paint) {
        Level level = verdict.level();
        String word = level == null ? "good" : level.toString();
        String mark = level == null ? word : paint.paint(Paint.toneOf(level), word);
        String name = verdict.name().name();
        return mark + " ".repeat(7 - word.length()) + "  " + paint.paint(Paint.Tone.URL, name)
                + " ".repeat(Math.max(0, width - name.length())) + "  " + verdict.text();
    }

    private String summary(int bound) {
        return Lines.count(verdicts.size(), "name") + ", " + bound + " below a host with includeSubDomains: "
                + Lines.count(count(Level.ERROR), "error") + ", " + Lines.count(count(Level.WARNING), "warning") + ", "
                + Lines.count(count(Level.NOTE), "note");
    }

    String json() {
        return Json.write(Json.object(
                "names", verdicts.stream().map(NamesOutput::object).toList(),
                "passed-over", passedOver,
                "errors", count(Level.ERROR),
                "warnings", count(Level.WARNING)));
    }

    private static Map<String, @Nullable Object> object(NamesVerdict verdict) {
        NamesReport.Name name = verdict.name();
        HostProbe probe = verdict.probe();
        return Json.object(
                "name", name.name(),
                "bound-by", name.boundBy(),
                "bound", !name.bound() ? null : name.boundNow() ? "now" : "later",
                "served", name.served(),
                "probe", probe == null ? null : Json.object("result", probe.result(), "text", probe.text()),
                "level", verdict.level(),
                "text", verdict.text());
    }
}
