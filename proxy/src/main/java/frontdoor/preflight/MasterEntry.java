package frontdoor.preflight;

import java.util.List;

/**
 * One entry of a master file (RFC 1035 5.1): a line, or several where parentheses hold them together, taken apart into its words.
 *
 * @param line where it begins, from 1
 * @param continued whether it begins with a blank, so that it is about the owner before
 * @param words a quoted string is one word, its first quote kept; of escapes only those are left that no host name can have
 * @param text the line with which it begins
 * @param fault what keeps it from being understood whole; empty if nothing does
 */
record MasterEntry(int line, boolean continued, List<String> words, String text, String fault) {
    MasterEntry {
        words = List.copyOf(words);
    }
}
