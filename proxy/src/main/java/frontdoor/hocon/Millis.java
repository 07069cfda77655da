package frontdoor.hocon;

import java.time.Duration;

/**
 * Milliseconds as they were written, to the last digit; what is longer than anybody's bound is as long as can be. In longs: the first
 * {@code BigDecimal} of a process takes 25 ms.
 *
 * @param count whole ones; negative or zero where that was written
 * @param billionths what is beyond them
 */
public record Millis(long count, long billionths) {
    private static final int DIGITS = 9;
    private static final long BILLION = 1_000_000_000;

    /** Of a number such as {@code -12} and a fraction such as {@code .5}, or none, of {@code unit}s: at most 18 and 9 digits. */
    static Millis of(String number, String fraction, Duration unit) {
        boolean negative = number.startsWith("-");
        long perUnit = unit.toMillis();
        long parts = fraction.isEmpty()
                ? 0
                : Long.parseLong((fraction.substring(1) + "0".repeat(DIGITS)).substring(0, DIGITS));
        long beyond = parts * perUnit;
        long whole = Math.abs(Long.parseLong(number));
        long count = whole > (Long.MAX_VALUE - perUnit) / perUnit ? Long.MAX_VALUE : whole * perUnit + beyond / BILLION;
        return new Millis(negative ? -count : count, beyond % BILLION);
    }

    /** Whether nothing is beyond whole milliseconds. */
    public boolean isWhole() {
        return billionths == 0;
    }

    /** Whether nothing is beyond whole seconds. */
    public boolean isWholeSeconds() {
        return isWhole() && count % 1000 == 0;
    }

    /** Whether it is no time at all. */
    public boolean isZero() {
        return isWhole() && count == 0;
    }

    /** Whether it is some time, and not longer than {@code longest}. */
    public boolean isAtMost(Duration longest) {
        return count > 0 && count <= longest.toMillis();
    }
}
