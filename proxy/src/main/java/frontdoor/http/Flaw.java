package frontdoor.http;

/**
 * What is wrong with a message that is refused.
 *
 * @param rule which rule it breaks
 * @param excerpt where: a few of its octets, escaped and cut, or empty; never the value of a field that may be secret
 */
public record Flaw(Rule rule, String excerpt) {
    private static final int MAX_OCTETS = 80;

    /** A flaw that needs no place. */
    public static Flaw of(Rule rule) {
        return new Flaw(rule, "");
    }

    /** A flaw at these octets. */
    public static Flaw of(Rule rule, byte[] bytes, int start, int length) {
        return new Flaw(rule, excerpt(bytes, start, length));
    }

    /** Octets of a stranger as a log shows them: printable ASCII, the rest as {@code \xHH}, cut after 80. */
    public static String excerpt(byte[] bytes, int start, int length) {
        StringBuilder excerpt = new StringBuilder();
        for (int i = start; i < start + Math.min(length, MAX_OCTETS); i++) {
            int octet = bytes[i] & 0xff;
            if (octet >= 0x20 && octet < 0x7f) {
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
