package frontdoor.report;

/** Makes what strangers sent fit to be shown, on a terminal and in a page: printable ASCII, bounded. */
public final class Printable {
    private static final int LENGTH = 120;

    private Printable() {}

    /** {@code text} with a question mark for what is not printable ASCII, cut after 120 characters. */
    public static String of(String text) {
        return of(text, LENGTH);
    }

    /** The same, cut after {@code max} characters. */
    public static String of(String text, int max) {
        StringBuilder printable = new StringBuilder(Math.min(text.length(), max) + 3);
        for (int i = 0; i < text.length() && i < max; i++) {
            char c = text.charAt(i);
            printable.append(c >= ' ' && c < 0x7f ? c : '?');
        }
        return (text.length() > max ? printable.append("...") : printable).toString();
    }

    /** The same as {@link #of(String)} between quotes. */
    public static String quoted(String text) {
        return '"' + of(text) + '"';
    }
}
