package frontdoor.config;

import frontdoor.hocon.Node;
import frontdoor.hocon.Scalars;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The way up to a site's max-age (HSTS.md, chapter 4).
 *
 * @param started the day whose first instant in UTC begins the first stage
 * @param stages max-ages in whole seconds, at least one, each longer than the one before and all shorter than the site's max-age
 */
public record RampConfig(LocalDate started, List<Duration> stages) {
    private static final String EXAMPLE = "ramp { started = 2026-11-22, stages = [5m, 7d, 30d] }";

    public RampConfig {
        stages = List.copyOf(stages);
    }

    /** The ramp under {@code node}, up to {@code maxAge}; empty when it is off. */
    static Optional<RampConfig> read(Node node, Duration maxAge) {
        if (node.isScalar()) {
            if (!node.text().equals("off")) {
                node.problem("expected off or " + EXAMPLE + ", found " + node.shown());
            }
            return Optional.empty();
        }
        if (!node.requireObject()) {
            return Optional.empty();
        }
        LocalDate started = date(node.child("started"));
        List<Duration> stages = stages(node.child("stages"), maxAge);
        node.refuseUnknownKeys();
        return Optional.of(new RampConfig(started, stages));
    }

    private static LocalDate date(Node node) {
        Optional<String> text = Scalars.text(node);
        if (text.isPresent() && text.get().matches("\\d{4}-\\d\\d-\\d\\d")) {
            try {
                return LocalDate.parse(text.get());
            } catch (DateTimeException _) {
                node.problem(node.shown() + " is not a day of the calendar; write one such as 2026-11-22");
                return LocalDate.EPOCH;
            }
        }
        text.ifPresent(_ ->
                node.problem("expected a day such as 2026-11-22, which begins at 00:00 UTC, found " + node.shown()));
        return LocalDate.EPOCH;
    }

    private static List<Duration> stages(Node list, Duration maxAge) {
        List<Duration> stages = new ArrayList<>();
        Duration before = Duration.ZERO;
        for (Node element : list.elements()) {
            Duration stage = MaxAgeReader.read(element);
            if (!stage.isZero() && stage.compareTo(before) <= 0) {
                element.problem(element.text() + " is not longer than the stage before it; stages grow");
            } else if (!stage.isZero() && !maxAge.isZero() && stage.compareTo(maxAge) >= 0) {
                element.problem(
                        element.text()
                                + " is not shorter than max-age, which follows the last stage; raise max-age or drop the stage");
            }
            before = stage.compareTo(before) > 0 ? stage : before;
            stages.add(stage);
        }
        if (list.isEmptyList()) {
            list.problem("is empty; write at least one stage, such as [5m, 7d, 30d], or ramp = off");
        }
        return stages;
    }
}
