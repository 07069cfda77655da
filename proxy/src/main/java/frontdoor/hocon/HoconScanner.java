package frontdoor.hocon;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * A walk over HOCON text that knows as much of its syntax as it takes to say where brackets open and close and where fields begin: comments,
 * quoted text and substitutions are stepped over.
 */
final class HoconScanner {
    private static final String TRIPLE = "\"\"\"";

    private final String text;
    private final Deque<HoconField.Start> opened = new ArrayDeque<>();
    private int at;
    private int line = 1;
    private HoconField.Start found = new HoconField.Start(0, 1);
    private HoconField.@Nullable Start closed;
    private HoconField.@Nullable Start unended;
    /** What came last that is neither space nor comment. */
    private char last = '\n';

    private boolean onNewLine = true;

    HoconScanner(String text) {
        this.text = text;
    }

    /** The kind of thing that {@link #next} came upon. */
    enum Found {
        /** Something at the beginning of a line where a key may stand. */
        FIELD,
        OPEN,
        CLOSE,
        OTHER,
        /** The end, or something that has none. */
        END
    }

    /** Steps over the next thing that counts. */
    Found next() {
        while (at < text.length() && unended == null) {
            char c = text.charAt(at);
            if (c == '\n') {
                line++;
                at++;
                onNewLine = true;
            } else if (Character.isWhitespace(c)) {
                at++;
            } else if (c == '#' || text.startsWith("//", at)) {
                int lineEnd = text.indexOf('\n', at);
                at = lineEnd < 0 ? text.length() : lineEnd;
            } else {
                return stepOver(c);
            }
        }
        return Found.END;
    }

    private Found stepOver(char c) {
        found = new HoconField.Start(at, line);
        boolean field = onNewLine && "=:+(".indexOf(last) < 0 && (c == '"' || c == '_' || Character.isLetterOrDigit(c));
        onNewLine = false;
        last = c;
        switch (c) {
            case '"' -> stepOverQuoted();
            case '$' -> stepOverSubstitution();
            case '{', '[' -> {
                opened.push(found);
                at++;
                return Found.OPEN;
            }
            case '}', ']' -> {
                at++;
                return close(c);
            }
            default -> at++;
        }
        return field ? Found.FIELD : Found.OTHER;
    }

    private Found close(char c) {
        closed = opened.poll();
        if (closed == null || text.charAt(closed.at()) != (c == '}' ? '{' : '[')) {
            unended = closed == null ? found : closed;
            return Found.END;
        }
        return Found.CLOSE;
    }

    private void stepOverQuoted() {
        if (text.startsWith(TRIPLE, at)) {
            stepOverTripleQuoted();
            return;
        }
        for (int i = at + 1; i < text.length() && text.charAt(i) != '\n'; i++) {
            if (text.charAt(i) == '\\') {
                i++;
            } else if (text.charAt(i) == '"') {
                at = i + 1;
                return;
            }
        }
        unended = found;
    }

    private void stepOverTripleQuoted() {
        int close = text.indexOf(TRIPLE, at + TRIPLE.length());
        if (close < 0) {
            unended = found;
            return;
        }
        int to = close + TRIPLE.length();
        // The last three of many quotes end it.
        while (to < text.length() && text.charAt(to) == '"') {
            to++;
        }
        line += (int) text.substring(at, to).chars().filter(c -> c == '\n').count();
        at = to;
    }

    private void stepOverSubstitution() {
        at++;
        if (at == text.length() || text.charAt(at) != '{') {
            return;
        }
        while (at < text.length() && unended == null && text.charAt(at) != '}' && text.charAt(at) != '\n') {
            if (text.charAt(at) == '"') {
                stepOverQuoted();
            } else {
                at++;
            }
        }
        if (at < text.length() && text.charAt(at) == '}') {
            at++;
        } else {
            unended = found;
        }
    }

    /** What was found last. */
    HoconField.Start found() {
        return found;
    }

    /** The bracket that the last {@link Found#CLOSE} closes; null before the first. */
    HoconField.@Nullable Start closed() {
        return closed;
    }

    /** How many brackets are open. */
    int depth() {
        return opened.size();
    }

    /** What has no end, or no beginning: a quote, a substitution or the innermost bracket; null if there is no such thing so far. */
    HoconField.@Nullable Start unended() {
        return unended != null ? unended : opened.peek();
    }

    /** Whether all that began has ended. */
    boolean isBalanced() {
        return unended() == null;
    }
}
