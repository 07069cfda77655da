package frontdoor.config;

import frontdoor.hocon.Durations;
import frontdoor.hocon.Node;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads a max-age (RFC 6797 6.1.1). */
final class MaxAgeReader {
    private static final Duration LONGEST = Duration.ofDays(36_500);
    private static final Pattern NEGATIVE = Pattern.compile("\\s*-[\\d.]+\\s*\\p{Alpha}*\\s*");

    private MaxAgeReader() {}

    /** Whole seconds, at least one; zero where there is a problem. */
    static Duration read(Node node) {
        Optional<String> pasted = PastedHeader.asConfigured(node);
        if (pasted.isPresent()) {
            node.problem("is the text of a header; write max-age " + pasted.get());
            return Duration.ZERO;
        }
        if (node.isScalar() && NEGATIVE.matcher(node.text()).matches()) {
            node.problem(node.text() + " is negative; write hsts = kill to end the policy, or hsts = off to send none");
            return Duration.ZERO;
        }
        Optional<BigDecimal> millis = Durations.millis(node, "31536000s or 365d");
        if (millis.isEmpty()) {
            return Duration.ZERO;
        }
        BigDecimal seconds = millis.get().movePointLeft(3).stripTrailingZeros();
        if (seconds.signum() == 0) {
            node.problem(node.text() + " would end the policy in browsers; write hsts = kill, which says so");
        } else if (seconds.scale() > 0) {
            node.problem(node.text() + " is not whole seconds; a max-age is");
        } else if (node.text().indexOf('.') >= 0) {
            node.problem(node.text() + " has a fraction; write " + seconds.toBigInteger() + "s");
        } else if (seconds.compareTo(BigDecimal.valueOf(LONGEST.toSeconds())) > 0) {
            node.problem(node.text() + " is too long; 36500d (100 years) is the most");
        } else {
            return Duration.ofSeconds(seconds.longValueExact());
        }
        return Duration.ZERO;
    }
}
