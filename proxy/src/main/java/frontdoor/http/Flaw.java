package frontdoor.http;

import java.util.regex.Pattern;

/**
 * The fault for which a message is refused.
 *
 * @param rule which rule it breaks
 * @param excerpt where: a few of its octets, escaped and cut, or empty; never the value of a field that may be secret
 */
public record Flaw(Rule rule, String excerpt) {
    private static final int MAX_OCTETS = 80;
    private static final Pattern USERINFO_OF_HOST = Pattern.compile("^[^/?# ]*(@|\\.\\.\\.$)");
    private static final Pattern USERINFO_OF_TARGET = Pattern.compile("(?<=://)[^/?# ]*(@|\\.\\.\\.$)");

    /** A flaw that needs no place. */
    public static Flaw of(Rule rule) {
        return new Flaw(rule, "");
    }

    /** A flaw at these octets. */
    public static Flaw of(Rule rule, byte[] bytes, int start, int length) {
        String excerpt = excerpt(bytes, start, length);
        boolean bareHost = rule == Rule.HOST && !excerpt.contains("://");
        // RFC 3986 3.2.1: what stands before the @ of a host may be a password.
        return new Flaw(
                rule,
                (bareHost ? USERINFO_OF_HOST : USERINFO_OF_TARGET)
                        .matcher(excerpt)
                        .replaceFirst("...$1"));
    }

    /** Octets of a stranger as a log shows them: printable ASCII but quotes and backslashes, the rest as {@code \xHH}, cut after 80. */
    public static String excerpt(byte[] bytes, int start, int length) {
        StringBuilder excerpt = new StringBuilder();
        for (int i = start; i < start + Math.min(length, MAX_OCTETS); i++) {
            int octet = bytes[i] & 0xff;
            if (octet >= 0x20 && octet < 0x7f && octet != '"' && octet != '\\') {
                excerpt.append((char) octet);
            } else {
                excerpt.append("\\x")
                        .append(Character.forDigit(octet >> 4, 16))
                        .append(Character.forDigit(octet & 0xf, 16));
            }
        }
        return length > MAX_OCTETS ? excerpt.append("...").toString() : excerpt.toString();
    }

    /** A flaw in the value of field {@code i}, which is no secret. */
    public static Flaw ofValue(Rule rule, Fields fields, int i) {
        return of(rule, fields.bytes(), fields.valueStart(i), fields.valueLength(i));
    }

    /** The rule in words, and the place in quotes. */
    public String words() {
        return excerpt.isEmpty() ? rule.words() : rule.words() + ": \"" + excerpt + '"';
    }
}
