package frontdoor.audit;

import frontdoor.report.Level;

/**
 * Something that is not as it should be.
 *
 * @param level how much it matters here: what only a list demands is a note where none is asked for
 * @param about the address or the host it was seen on
 * @param text what was seen, in one line
 */
public record Finding(Code code, Level level, String about, String text) {}
