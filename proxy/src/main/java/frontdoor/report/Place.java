package frontdoor.report;

/**
 * Where something was written.
 *
 * @param file as the user gave it; {@code reference.conf} for Frontdoor's own defaults
 * @param line from 1; 0 when there is none
 */
public record Place(String file, int line) {
    /** {@code config/frontdoor.conf:14}. */
    @Override
    public String toString() {
        return line > 0 ? file + ":" + line : file;
    }
}
