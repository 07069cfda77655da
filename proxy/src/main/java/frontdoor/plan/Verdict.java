package frontdoor.plan;

import frontdoor.report.Level;
import frontdoor.report.Place;
import frontdoor.report.Problem;

/**
 * Something about one host that an operator should know.
 *
 * @param level how much it matters
 * @param host as it is configured
 * @param text what it means and what mends it, in plain words
 * @param key the key that decides it, without the leading {@code frontdoor.}
 * @param at where that key was written
 */
public record Verdict(Code code, Level level, String host, String text, String key, Place at) {
    /** The same as a problem, for those who refuse a configuration because of it. */
    public Problem toProblem() {
        return new Problem(at, key, text + " [" + code + "]");
    }
}
