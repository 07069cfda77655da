package frontdoor.route;

/** Decoded paths, one character per octet, as they have to be written in a request's target (RFC 3986 3.3 and 3.4). */
final class PathText {
    private static final String IN_PATH = "-._~!$&'()*+,:@/=";
    /** Without what separates one parameter from the next, or a name from its value. */
    private static final String IN_QUERY = "-._~!$'()*,:@/";

    private static final char[] HEX = "0123456789ABCDEF".toCharArray();

    private PathText() {}

    /** {@code text} in a path. */
    static String inPath(String text) {
        return encoded(text, IN_PATH);
    }

    /** {@code text} as a part of one parameter of a query. */
    static String inQuery(String text) {
        return encoded(text, IN_QUERY);
    }

    private static String encoded(String text, String plain) {
        StringBuilder out = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < 0x80 && (Character.isLetterOrDigit(c) || plain.indexOf(c) >= 0)) {
                out.append(c);
            } else {
                out.append('%').append(HEX[c >> 4 & 15]).append(HEX[c & 15]);
            }
        }
        return out.toString();
    }
}
