package frontdoor.preflight;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The entries of a master file (RFC 1035 5.1): comments, quoted strings, escapes, and parentheses that hold lines together; line ends of
 * every system.
 *
 * <p>A list of names and a hosts file are read alike, so that a {@code #} before a word begins a comment outside parentheses. A string
 * ends with its line: what is behind it is rather read once too often than swallowed.
 */
final class MasterFile {
    private static final int MOST_WORDS = 4096;
    private static final int SHOWN = 200;

    private final String text;
    private int at;
    private int line = 1;
    private final List<String> words = new ArrayList<>();
    private String fault = "";
    private int depth;

    MasterFile(String text) {
        this.text = text;
    }

    /** The next entry that says anything; null at the end. */
    @Nullable
    MasterEntry next() {
        while (at < text.length()) {
            int start = at;
            int first = line;
            boolean continued = isBlank(text.charAt(at));
            readEntry(first);
            if (!words.isEmpty() || !fault.isEmpty()) {
                return new MasterEntry(first, continued, words, lineAt(start), fault);
            }
        }
        return null;
    }

    private void readEntry(int first) {
        words.clear();
        fault = "";
        depth = 0;
        while (at < text.length()) {
            char c = text.charAt(at);
            if (isLineEnd(c)) {
                endLine(c);
                if (depth == 0) {
                    return;
                }
            } else if (isBlank(c)) {
                at++;
            } else if (c == ';' || c == '#' && depth == 0) {
                skipLine();
            } else if (c == '(' || c == ')') {
                onParenthesis(c);
            } else {
                add(c == '"' ? quoted() : word());
            }
        }
        if (depth > 0) {
            fault = "its parenthesis is never closed, so that everything from line " + first + " on belongs to it";
        }
    }

    private void onParenthesis(char c) {
        at++;
        depth += c == '(' ? 1 : -1;
        if (depth < 0) {
            depth = 0;
            fault = "closes a parenthesis that is not open";
        }
    }

    private void add(String word) {
        if (words.size() < MOST_WORDS) {
            words.add(word);
        } else {
            fault = "has more than " + MOST_WORDS + " words";
        }
    }

    private String quoted() {
        StringBuilder string = new StringBuilder("\"");
        at++;
        while (at < text.length() && !isLineEnd(text.charAt(at))) {
            char c = text.charAt(at);
            if (c == '"') {
                at++;
                return string.toString();
            }
            if (c == '\\') {
                escape(string);
            } else {
                string.append(c);
                at++;
            }
        }
        fault = "has a quote that is not closed";
        return string.toString();
    }

    private String word() {
        StringBuilder word = new StringBuilder();
        while (at < text.length()) {
            char c = text.charAt(at);
            if (isBlank(c) || isLineEnd(c) || c == ';' || c == '(' || c == ')' || c == '"') {
                break;
            }
            if (c == '\\') {
                escape(word);
            } else {
                word.append(c);
                at++;
            }
        }
        return word.toString();
    }

    /** {@code \DDD} or {@code \X}: what a host name may have stands for itself, all else stays escaped, so that it is never taken for a dot. */
    private void escape(StringBuilder word) {
        at++;
        int end = at;
        while (end < text.length() && end < at + 3 && isDigit(text.charAt(end))) {
            end++;
        }
        boolean decimal = end == at + 3;
        if (at >= text.length() || isLineEnd(text.charAt(at))) {
            word.append('\\');
            return;
        }
        char meant = decimal ? (char) Integer.parseInt(text.substring(at, end)) : text.charAt(at);
        at = decimal ? end : at + 1;
        if (!(isDigit(meant)
                || meant >= 'a' && meant <= 'z'
                || meant >= 'A' && meant <= 'Z'
                || meant == '-'
                || meant == '_')) {
            word.append('\\');
        }
        word.append(meant);
    }

    private void skipLine() {
        while (at < text.length() && !isLineEnd(text.charAt(at))) {
            at++;
        }
    }

    private void endLine(char c) {
        at++;
        if (c == '\r' && at < text.length() && text.charAt(at) == '\n') {
            at++;
        }
        line++;
    }

    private String lineAt(int start) {
        int end = start;
        while (end < text.length() && end < start + SHOWN && !isLineEnd(text.charAt(end))) {
            end++;
        }
        return text.substring(start, end);
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static boolean isLineEnd(char c) {
        return c == '\n' || c == '\r';
    }

    private static boolean isBlank(char c) {
        return (Character.isWhitespace(c) || Character.isSpaceChar(c)) && !isLineEnd(c);
    }
}
