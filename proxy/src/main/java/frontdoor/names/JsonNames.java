package frontdoor.names;

import java.util.Set;

/**
 * Finds the names in JSON as crt.sh exports it, or as /api/hosts of the admin listener answers: every text under {@code name_value},
 * {@code common_name} and {@code host}, wherever it stands; a {@code name_value} has a name a line.
 */
final class JsonNames {
    private static final Set<String> KEYS = Set.of("name_value", "common_name", "host");

    private final String json;
    private final NameCollector collector;
    private int at;

    private JsonNames(String json, NameCollector collector) {
        this.json = json;
        this.collector = collector;
    }

    static void read(String json, NameCollector collector) {
        new JsonNames(json, collector).read();
    }

    private void read() {
        String key = "";
        while (at < json.length() && !collector.isFull()) {
            if (json.charAt(at++) != '"') {
                continue;
            }
            String text = text();
            if (KEYS.contains(key)) {
                text.lines().forEach(collector::add);
                key = "";
            } else {
                key = isKey() ? text : "";
            }
        }
    }

    /** Whether a colon follows. */
    private boolean isKey() {
        while (at < json.length() && Character.isWhitespace(json.charAt(at))) {
            at++;
        }
        return at < json.length() && json.charAt(at) == ':';
    }

    /** The rest of a text, behind its first quote; RFC 8259 7. */
    private String text() {
        StringBuilder text = new StringBuilder();
        while (at < json.length() && json.charAt(at) != '"') {
            char c = json.charAt(at++);
            if (c == '\\' && at < json.length()) {
                char escaped = json.charAt(at++);
                c = escaped == 'n' || escaped == 'r' ? '\n' : escaped == 'u' ? unicode() : escaped;
            }
            text.append(c);
        }
        at++;
        return text.toString();
    }

    private char unicode() {
        String digits = json.substring(at, Math.min(at + 4, json.length()));
        if (!digits.matches("[0-9A-Fa-f]{4}")) {
            return '?';
        }
        at += 4;
        return (char) Integer.parseInt(digits, 16);
    }
}
