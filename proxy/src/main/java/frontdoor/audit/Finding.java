package frontdoor.audit;

import frontdoor.report.Level;

/**
 * Something that is not as it should be.
 *
 * @param about the address or the host it was seen on
 * @param text what was seen, in one line
 */
public record Finding(Code code, String about, String text) {
    /** How much it matters. */
    public Level level() {
        return code.level();
    }
}
