package frontdoor.plan;

import frontdoor.report.Lines;
import frontdoor.report.Paint;
import java.util.ArrayList;
import java.util.List;

/** A change as text for people, in the manner of a diff. */
public final class PlanChangeText {
    private PlanChangeText() {}

    /** The lines that tell it. */
    public static List<String> of(PlanChange change, Paint paint) {
        List<String> lines = new ArrayList<>();
        for (PlanChange.Host host : change.hosts()) {
            lines.add(paint.paint(tone(host.kind()), host.kind().mark() + " " + host.host()) + "  "
                    + paint.paint(Paint.Tone.FAINT, host.kind().toString()));
            host.lines().forEach(line -> lines.add("    " + line));
            lines.add("");
        }
        lines.add(
                change.hosts().isEmpty()
                        ? "browsers will see no difference"
                        : Lines.count(change.hosts().size(), "host") + " changed for browsers");
        return lines;
    }

    private static Paint.Tone tone(PlanChange.Kind kind) {
        return switch (kind) {
            case ADDED -> Paint.Tone.ADDED;
            case CHANGED -> Paint.Tone.WARNING;
            case REMOVED -> Paint.Tone.REMOVED;
        };
    }
}
