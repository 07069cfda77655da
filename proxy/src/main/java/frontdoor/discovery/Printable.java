package frontdoor.discovery;

/** Makes texts of strangers fit for a terminal and a page: printable ASCII, bounded. */
final class Printable {
    private Printable() {}

    /** {@code text} of at most {@code max} characters, each that is not printable ASCII replaced by a question mark. */
    static String of(String text, int max) {
        StringBuilder printable = new StringBuilder(Math.min(text.length(), max) + 1);
        for (int i = 0; i < text.length() && i < max; i++) {
            char c = text.charAt(i);
            printable.append(c >= ' ' && c < 0x7f ? c : '?');
        }
        return (text.length() > max ? printable.append("...") : printable).toString();
    }
}
