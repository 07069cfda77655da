package frontdoor.audit;

/** Makes what a server sent fit to be shown: it might hold what drives a terminal. */
final class Printable {
    private static final int LENGTH = 120;

    private Printable() {}

    /** {@code text} with a question mark for what is not printable ASCII, cut after 120 characters. */
    static String of(String text) {
        StringBuilder shown = new StringBuilder();
        for (int i = 0; i < text.length() && i < LENGTH; i++) {
            char c = text.charAt(i);
            shown.append(c >= 0x20 && c < 0x7f ? c : '?');
        }
        return text.length() > LENGTH ? shown + "..." : shown.toString();
    }

    /** The same between quotes. */
    static String quoted(String text) {
        return '"' + of(text) + '"';
    }
}
