package frontdoor.preflight;

/**
 * An entry of a list behind which hosts may be that nobody has looked at.
 *
 * @param line where it begins, from 1; 0 where the list has no lines
 * @param entry the host or the line, printable and cut
 * @param why what keeps it from being judged, and what to do, in one line
 */
public record NotJudged(int line, String entry, String why) {}
