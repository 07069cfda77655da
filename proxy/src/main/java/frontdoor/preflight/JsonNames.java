package frontdoor.preflight;

import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds the names in JSON as crt.sh exports it, or as /api/hosts of the admin listener answers: every text under {@code name_value},
 * {@code common_name} and {@code host}, wherever it stands; a {@code name_value} has a name a line. Told of are a text that was cut, and
 * hosts that the listener counted without keeping their names.
 */
final class JsonNames {
    private static final Set<String> KEYS = Set.of("name_value", "common_name", "host");

    private static final Pattern COUNT = Pattern.compile(":\\s*(\\d+)");

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
        int open = 0;
        while (at < json.length() && !collector.isFull()) {
            char c = json.charAt(at++);
            if (c != '"') {
                open += c == '{' || c == '[' ? 1 : c == '}' || c == ']' ? -1 : 0;
                continue;
            }
            String text = text();
            if (KEYS.contains(key)) {
                text.lines().filter(JsonNames::isNoMailbox).forEach(name -> collector.add(0, name));
                key = "";
            } else {
                key = isKey() ? text : "";
                others(key);
            }
        }
        if (open > 0) {
            collector.notJudged(0, "the end", "is missing: the JSON was cut");
        }
    }

    /** Certificates for mail name people. */
    private static boolean isNoMailbox(String name) {
        return name.indexOf('@') < 0;
    }

    /** Names that the admin listener counted and did not keep. */
    private void others(String key) {
        Matcher count = COUNT.matcher(json).region(at, json.length());
        if (key.equals("others") && count.lookingAt() && !count.group(1).equals("0")) {
            collector.notJudged(
                    0, count.group(1) + " others", "were asked for, and their names were not kept: add those you know");
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
