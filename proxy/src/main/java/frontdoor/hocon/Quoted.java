package frontdoor.hocon;

/** Values in messages: in quotes, on one line, and short. */
public final class Quoted {
    private static final int LONGEST = 80;

    private Quoted() {}

    public static String of(String value) {
        if (value.contains("-----BEGIN")) {
            return "a PEM text";
        }
        StringBuilder shown = new StringBuilder("\"");
        value.codePoints().limit(LONGEST).forEach(c -> {
            if (Character.isISOControl(c)) {
                shown.append(String.format("\\u%04x", c));
            } else {
                shown.appendCodePoint(c);
            }
        });
        return shown.append(value.codePointCount(0, value.length()) > LONGEST ? "...\"" : "\"")
                .toString();
    }
}
