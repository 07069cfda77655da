package frontdoor.hocon;

/** Keys as they are shown: names joined by dots, quoted where HOCON would need it. */
public final class KeyPath {
    private KeyPath() {}

    public static String join(String parent, String name) {
        String shown = isPlain(name) ? name : '"' + name.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
        return parent.isEmpty() ? shown : parent + "." + shown;
    }

    /** The last name of {@code key}, without quotes. */
    static String name(String key) {
        String parent = parent(key);
        String shown = parent.isEmpty() ? key : key.substring(parent.length() + 1);
        return shown.startsWith("\"") ? shown.substring(1, shown.length() - 1).replaceAll("\\\\(.)", "$1") : shown;
    }

    /** Where the name that begins at {@code from} ends. */
    static int endOfName(String key, int from) {
        boolean quoted = false;
        for (int i = from; i < key.length(); i++) {
            char c = key.charAt(i);
            if (quoted && c == '\\') {
                i++;
            } else if (c == '"') {
                quoted = !quoted;
            } else if (c == '.' && !quoted) {
                return i;
            }
        }
        return key.length();
    }

    /** The key around {@code key}; the empty one around a name without dots. */
    static String parent(String key) {
        boolean quoted = false;
        int end = 0;
        for (int i = 0; i < key.length(); i++) {
            char c = key.charAt(i);
            if (quoted && c == '\\') {
                i++;
            } else if (c == '"') {
                quoted = !quoted;
            } else if (c == '.' && !quoted) {
                end = i;
            }
        }
        return key.substring(0, end);
    }

    private static boolean isPlain(String name) {
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (!Character.isLetterOrDigit(c) && c != '-' && c != '_') {
                return false;
            }
        }
        return !name.isEmpty();
    }
}
