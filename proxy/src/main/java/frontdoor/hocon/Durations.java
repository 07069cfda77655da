package frontdoor.hocon;

import java.math.BigInteger;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads durations: a number and its unit, always. */
public final class Durations {
    private static final Duration LONGEST_TIMEOUT = Duration.ofDays(7);
    private static final Pattern FORM = Pattern.compile("(-?)(\\d{1,18})(\\.\\d{1,9})?\\s*(\\p{Alpha}*)");
    private static final Map<String, Duration> UNITS = Map.ofEntries(
            Map.entry("ms", Duration.ofMillis(1)),
            Map.entry("millisecond", Duration.ofMillis(1)),
            Map.entry("s", Duration.ofSeconds(1)),
            Map.entry("second", Duration.ofSeconds(1)),
            Map.entry("m", Duration.ofMinutes(1)),
            Map.entry("minute", Duration.ofMinutes(1)),
            Map.entry("h", Duration.ofHours(1)),
            Map.entry("hour", Duration.ofHours(1)),
            Map.entry("d", Duration.ofDays(1)),
            Map.entry("day", Duration.ofDays(1)),
            Map.entry("w", Duration.ofDays(7)),
            Map.entry("week", Duration.ofDays(7)));

    private Durations() {}

    /** How long something may take: 1 ms to 7 days. */
    public static Duration timeout(Node node) {
        Optional<Millis> millis = millis(node, "30s or 5m");
        if (millis.isEmpty()) {
            return Duration.ZERO;
        }
        if (!millis.get().isWhole() || !millis.get().isAtMost(LONGEST_TIMEOUT)) {
            node.problem(node.text() + " is out of range; 1ms to 7d is possible, in whole milliseconds");
            return Duration.ZERO;
        }
        return Duration.ofMillis(millis.get().count());
    }

    /** The same, or zero for {@code off}. */
    public static Duration timeoutOrOff(Node node) {
        return node.isScalar() && node.text().equals("off") ? Duration.ZERO : timeout(node);
    }

    /** Any duration that is written with its unit; empty where there is none, which is reported. */
    public static Optional<Millis> millis(Node node, String example) {
        Optional<String> text = Scalars.text(node);
        if (text.isEmpty()) {
            return Optional.empty();
        }
        Matcher form = FORM.matcher(text.get().strip());
        if (!form.matches()) {
            node.problem("expected a duration such as " + example + ", found " + node.shown());
            return Optional.empty();
        }
        String unit = form.group(4);
        if (unit.isEmpty()) {
            node.problem(text.get() + " has no unit; " + fix(text.get().strip(), example));
            return Optional.empty();
        }
        Duration one = UNITS.get(unit.length() > 2 && unit.endsWith("s") ? unit.substring(0, unit.length() - 1) : unit);
        if (one == null && unit.matches("y|yr|years?|mo|months?")) {
            node.problem(text.get() + ": years and months are not all of one length; write "
                    + days(Long.parseLong(form.group(2)), unit.startsWith("y")) + "d");
            return Optional.empty();
        }
        if (one == null) {
            node.problem(text.get() + " has an unknown unit; the units are ms, s, m, h, d and w");
            return Optional.empty();
        }
        return Optional.of(Millis.of(form.group(1) + form.group(2), form.group(3) == null ? "" : form.group(3), one));
    }

    /** Twelve months are a year, not twelve times thirty days. */
    private static BigInteger days(long number, boolean years) {
        long wholeYears = years ? number : number / 12;
        long months = years ? 0 : number % 12;
        return BigInteger.valueOf(wholeYears).multiply(BigInteger.valueOf(365)).add(BigInteger.valueOf(months * 30));
    }

    /** A bare number was meant as seconds more often than not; in whole days it is easier to read. */
    private static String fix(String bare, String example) {
        if (!bare.matches("[1-9]\\d{0,11}")) {
            return "write " + example;
        }
        long seconds = Long.parseLong(bare);
        return "write " + bare + "s" + (seconds % 86_400 == 0 ? " or " + seconds / 86_400 + "d" : "");
    }
}
