package frontdoor;

import frontdoor.policy.HstsHold;
import frontdoor.policy.HstsNext;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Writes a report about HSTS for people: one line per host in aligned columns, and one more below a host whose ramp is held. */
final class HstsText {
    private static final List<String> TITLES = List.of("HOST", "POLICY", "STAGE", "NEXT", "BOUND UNTIL");

    private HstsText() {}

    static String of(HstsReport report) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(TITLES);
        report.hosts().forEach(host -> rows.add(row(host)));
        int[] widths = IntStream.range(0, TITLES.size())
                .map(column -> rows.stream()
                        .mapToInt(row -> row.get(column).length())
                        .max()
                        .orElse(0))
                .toArray();
        StringBuilder text = new StringBuilder(line(rows.getFirst(), widths));
        for (int i = 0; i < report.hosts().size(); i++) {
            text.append(line(rows.get(i + 1), widths));
            report.hosts().get(i).hold().ifPresent(hold -> text.append(held(hold)));
        }
        return text.toString();
    }

    private static List<String> row(HstsReport.Host host) {
        return List.of(
                host.host(),
                HstsReport.valueOf(host.stage().policy()).orElse("none"),
                host.hasRamp() ? host.stage().number() + " of " + host.stage().of() : "-",
                host.next().map(HstsText::next).orElse("-"),
                "not recorded");
    }

    private static String next(HstsNext next) {
        String policy = HstsReport.valueOf(next.policy()).orElse("none");
        return policy + next.date().map(date -> " on " + date).orElse(" once the certificate is good");
    }

    private static String held(HstsHold hold) {
        String since = hold.since().equals(Instant.MIN)
                ? ""
                : " (since " + hold.since().toString().replaceFirst("\\.\\d+Z$", "Z") + ")";
        return "  held: " + hold.cause().text() + since + System.lineSeparator();
    }

    private static String line(List<String> row, int[] widths) {
        return IntStream.range(0, row.size())
                        .mapToObj(column -> row.get(column)
                                + " ".repeat(widths[column] - row.get(column).length()))
                        .collect(Collectors.joining("  "))
                        .stripTrailing()
                + System.lineSeparator();
    }
}
