package frontdoor.preflight;

import frontdoor.audit.HostReach;
import frontdoor.plan.NamesReport;
import frontdoor.report.Json;
import frontdoor.report.Level;
import frontdoor.report.Lines;
import frontdoor.report.Paint;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The output of {@code plan --names}: for people the bound names, worst first, and what could not be judged; for
 * machines all of it.
 *
 * @param notJudged what in the list may hide further names
 */
public record NamesOutput(List<NamesVerdict> verdicts, List<NotJudged> notJudged) {
    private static final int MAX_WIDTH = 50;
    private static final String UNKNOWN = "unknown";

    public NamesOutput {
        verdicts = List.copyOf(verdicts);
        notJudged = List.copyOf(notJudged);
    }

    /** Whether every name there may be was judged, and none is lost. */
    public boolean isGood() {
        return count(Level.ERROR) == 0 && unknown() == 0;
    }

    private int unknown() {
        int patterns =
                (int) verdicts.stream().filter(verdict -> !verdict.judged()).count();
        return patterns + notJudged.size();
    }

    int count(Level level) {
        return (int)
                verdicts.stream().filter(verdict -> verdict.level() == level).count();
    }

    public List<String> text(Paint paint) {
        List<NamesVerdict> bound = verdicts.stream()
                .filter(verdict -> verdict.name().bound())
                .sorted(Comparator.comparing(
                                NamesVerdict::level, Comparator.nullsLast(Comparator.<Level>naturalOrder()))
                        .thenComparing(NamesVerdict::judged))
                .toList();
        int width = Stream.concat(
                        bound.stream().map(verdict -> verdict.name().name()),
                        notJudged.stream().map(NotJudged::entry))
                .mapToInt(String::length)
                .filter(length -> length <= MAX_WIDTH)
                .max()
                .orElse(0);
        List<String> lines = new ArrayList<>();
        bound.forEach(
                verdict -> lines.add(line(mark(verdict, paint), verdict.name().name(), width, paint) + verdict.text()));
        notJudged.forEach(entry -> lines.add(line(unknown(paint), entry.entry(), width, paint)
                + (entry.line() > 0 ? "line " + entry.line() + ": " : "")
                + entry.why()));
        lines.add(summary(bound.size()));
        return lines;
    }

    private static String line(String mark, String name, int width, Paint paint) {
        return mark + "  " + paint.paint(Paint.Tone.URL, name) + " ".repeat(Math.max(0, width - name.length())) + "  ";
    }

    private static String mark(NamesVerdict verdict, Paint paint) {
        if (!verdict.judged()) {
            return unknown(paint);
        }
        Level level = verdict.level();
        String word = level == null ? "good" : level.toString();
        String mark = level == null ? word : paint.paint(Paint.toneOf(level), word);
        return mark + " ".repeat(UNKNOWN.length() - word.length());
    }

    private static String unknown(Paint paint) {
        return paint.paint(Paint.Tone.WARNING, UNKNOWN);
    }

    private String summary(int bound) {
        return Lines.count(verdicts.size(), "name") + ", " + bound + " below a host with includeSubDomains: "
                + Lines.count(count(Level.ERROR), "error") + ", " + Lines.count(count(Level.WARNING), "warning") + ", "
                + Lines.count(count(Level.NOTE), "note")
                + (unknown() == 0 ? "" : ", " + unknown() + " unknown");
    }

    public String json() {
        return Json.write(Json.object(
                "names", verdicts.stream().map(NamesOutput::object).toList(),
                "passed-over", notJudged.size(),
                "not-judged", notJudged.stream().map(NamesOutput::object).toList(),
                "errors", count(Level.ERROR),
                "warnings", count(Level.WARNING),
                "unknown", unknown()));
    }

    private static Map<String, @Nullable Object> object(NotJudged entry) {
        return Json.object(
                "line", entry.line() == 0 ? null : entry.line(), "entry", entry.entry(), "text", entry.why());
    }

    private static Map<String, @Nullable Object> object(NamesVerdict verdict) {
        NamesReport.Name name = verdict.name();
        HostReach probe = verdict.probe();
        return Json.object(
                "name", name.name(),
                "bound-by", name.boundBy(),
                "bound", !name.bound() ? null : name.boundNow() ? "now" : "later",
                "served", name.served(),
                "probe", probe == null ? null : Json.object("result", probe.result(), "text", probe.text()),
                "level", verdict.judged() ? verdict.level() : UNKNOWN,
                "text", verdict.text());
    }
}
