package frontdoor.config;

import frontdoor.hocon.Durations;
import frontdoor.hocon.Millis;
import frontdoor.hocon.Node;
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
        Optional<Millis> millis = Durations.millis(node, "31536000s or 365d");
        if (millis.isEmpty()) {
            return Duration.ZERO;
        }
        Millis age = millis.get();
        if (age.isZero()) {
            node.problem(node.text() + " would end the policy in browsers; write hsts = kill, which says so");
        } else if (!age.isWholeSeconds()) {
            node.problem(node.text() + " is not whole seconds; a max-age is");
        } else if (!age.isAtMost(LONGEST)) {
            node.problem(node.text() + " is too long; 36500d (100 years) is the most");
        } else if (node.text().indexOf('.') >= 0) {
            node.problem(node.text() + " has a fraction; write " + age.count() / 1000 + "s");
        } else {
            return Duration.ofMillis(age.count());
        }
        return Duration.ZERO;
    }
}
