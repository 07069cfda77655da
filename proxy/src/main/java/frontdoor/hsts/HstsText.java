package frontdoor.hsts;

import frontdoor.policy.HstsHold;
import frontdoor.policy.HstsNext;
import frontdoor.policy.HstsPolicy;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Writes a report about HSTS for people: one line per host in aligned columns, and one more below a host whose ramp is held. */
public final class HstsText {
    private static final List<String> TITLES = List.of("HOST", "POLICY", "STAGE", "NEXT", "BOUND UNTIL");

    private HstsText() {}

    /** A table, its notes below each host. */
    public static String of(HstsReport report) {
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
            HstsReport.Host host = report.hosts().get(i);
            host.hold().ifPresent(hold -> text.append(held(hold)));
            notes(host).forEach(note -> text.append("  ").append(note).append(System.lineSeparator()));
        }
        report.ahead()
                .ifPresent(seen -> text.append("the ledger has seen ")
                        .append(time(seen))
                        .append(", later than the clock is now: bounds count from there")
                        .append(System.lineSeparator()));
        return text.toString();
    }

    private static List<String> row(HstsReport.Host host) {
        return List.of(
                host.host(),
                HstsReport.valueOf(host.stage().policy()).orElse("none"),
                host.hasRamp() ? host.stage().number() + " of " + host.stage().of() : "-",
                host.next().map(HstsText::next).orElse("-"),
                bound(host.bounds()));
    }

    private static String bound(HstsReport.Bounds bounds) {
        String host = bounds.host().map(HstsText::time).orElse(bounds.recorded() ? "not bound" : "not recorded");
        if (bounds.subdomains().isEmpty()) {
            return host;
        }
        String below = time(bounds.subdomains().get());
        return host + (below.equals(host) ? ", with subdomains" : ", subdomains " + below);
    }

    /** What an operator has to know who goes back. */
    private static List<String> notes(HstsReport.Host host) {
        List<String> notes = new ArrayList<>();
        Optional<String> until = host.bounds().host().map(HstsText::time);
        if (!host.served()) {
            notes.add("in no site any more: browsers that have its policy cannot reach it until then");
        } else if (host.kills() && until.isPresent()) {
            String below = host.bounds().subdomains().isPresent() ? ", here and for every name below," : ",";
            notes.add("killed: keep https and a good certificate until then all the same" + below
                    + " for browsers that do not come back before");
        } else if (host.kills() && !host.bounds().recorded()) {
            notes.add(
                    "killed: nothing is recorded here, so count the longest max-age ever sent from the last day it was"
                            + " sent, and keep https until then");
        }
        if (host.bounds().preload() && !sendsPreload(host)) {
            notes.add("preload was sent: lists in browsers do not end with max-age. To leave them, send a valid header"
                    + " without preload (max-age=0 is none), ask at https://hstspreload.org/removal/, and keep https for"
                    + " the months until browsers have it");
        }
        return notes;
    }

    private static boolean sendsPreload(HstsReport.Host host) {
        return host.stage().policy() instanceof HstsPolicy.Send send
                && send.terms().preload();
    }

    private static String time(Instant instant) {
        return instant.truncatedTo(ChronoUnit.SECONDS).toString();
    }

    private static String next(HstsNext next) {
        String policy = HstsReport.valueOf(next.policy()).orElse("none");
        return policy + next.date().map(date -> " on " + date).orElse(" once the certificate is good");
    }

    private static String held(HstsHold hold) {
        String since = hold.since().equals(Instant.MIN) ? "" : " (since " + time(hold.since()) + ")";
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
