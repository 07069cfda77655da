package frontdoor.discovery;

import frontdoor.report.Printable;

/**
 * Shows a path without what may be secret or personal in it: no query, no fragment, no path parameters (such as {@code ;jsessionid=}), and
 * a star for each segment that looks like a number, an identifier or a token. So pages that differ in these alone are one.
 */
final class PagePath {
    private static final int MAX = 120;
    private static final int MAX_WORD = 16;
    private static final char HIDDEN = '*';

    private PagePath() {}

    /** The path of a {@code /path?query}. */
    static String of(String target) {
        StringBuilder shown = new StringBuilder();
        int at = 0;
        int end = endOf(target);
        // What is cut is not looked at: addresses in reports are as long as strangers like.
        while (at < end && shown.length() <= MAX) {
            int slash = target.indexOf('/', at);
            int after = slash < 0 || slash > end ? end : slash;
            appendSegment(shown, target, at, after);
            if (after < end) {
                shown.append('/');
            }
            at = after + 1;
        }
        return Printable.of(shown.toString(), MAX);
    }

    /** The first segment of it, {@code /shop} of {@code /shop/cart?x}. */
    static String firstSegment(String target) {
        int second = target.indexOf('/', 1);
        return of(second < 0 ? target : target.substring(0, second));
    }

    private static int endOf(String target) {
        for (int i = 0; i < target.length(); i++) {
            if (target.charAt(i) == '?' || target.charAt(i) == '#') {
                return i;
            }
        }
        return target.length();
    }

    private static void appendSegment(StringBuilder shown, String target, int from, int to) {
        int parameters = target.indexOf(';', from);
        int end = parameters < 0 || parameters > to ? to : parameters;
        int digits = 0;
        for (int i = from; i < end; i++) {
            if (Character.isDigit(target.charAt(i))) {
                digits++;
            }
        }
        boolean number = digits > 0 && digits == end - from;
        boolean token = end - from >= MAX_WORD && (digits > 0 || isOneWord(target, from, end));
        if (number || token) {
            shown.append(HIDDEN);
        } else {
            shown.append(target, from, end);
        }
    }

    /** Whether nothing separates words in it, as in a token of letters alone. */
    private static boolean isOneWord(String target, int from, int to) {
        for (int i = from; i < to; i++) {
            char c = target.charAt(i);
            if (c == '-' || c == '_' || c == '.') {
                return false;
            }
        }
        return true;
    }
}
