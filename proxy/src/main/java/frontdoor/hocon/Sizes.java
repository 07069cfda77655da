package frontdoor.hocon;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads sizes: a whole number of bytes, or of one of HOCON's units. */
public final class Sizes {
    private static final Pattern FORM = Pattern.compile("(\\d{1,18})\\s*(\\p{Alpha}*)");
    private static final Map<String, Long> UNITS = Map.ofEntries(
            Map.entry("", 1L),
            Map.entry("B", 1L),
            Map.entry("kB", 1_000L),
            Map.entry("MB", 1_000_000L),
            Map.entry("GB", 1_000_000_000L),
            Map.entry("TB", 1_000_000_000_000L),
            Map.entry("k", 1L << 10),
            Map.entry("K", 1L << 10),
            Map.entry("KiB", 1L << 10),
            Map.entry("m", 1L << 20),
            Map.entry("M", 1L << 20),
            Map.entry("MiB", 1L << 20),
            Map.entry("g", 1L << 30),
            Map.entry("G", 1L << 30),
            Map.entry("GiB", 1L << 30),
            Map.entry("TiB", 1L << 40));

    private Sizes() {}

    /** A number of bytes from {@code least} to {@code most}. */
    public static long bytes(Node node, long least, long most) {
        Optional<String> text = Scalars.text(node);
        if (text.isEmpty()) {
            return least;
        }
        Matcher form = FORM.matcher(text.get().strip());
        Long unit = form.matches() ? UNITS.get(form.group(2)) : null;
        if (unit == null) {
            node.problem("expected a size such as 16KiB or 1GiB, found " + node.shown());
            return least;
        }
        long number = Long.parseLong(form.group(1));
        if (number > most / unit || number * unit < least) {
            node.problem(text.get() + " is out of range; " + shown(least) + " to " + shown(most) + " is possible");
            return least;
        }
        return number * unit;
    }

    private static String shown(long bytes) {
        for (String unit : new String[] {"TiB", "GiB", "MiB", "KiB"}) {
            long one = UNITS.getOrDefault(unit, 1L);
            if (bytes >= one && bytes % one == 0) {
                return bytes / one + unit;
            }
        }
        return bytes + "B";
    }
}
