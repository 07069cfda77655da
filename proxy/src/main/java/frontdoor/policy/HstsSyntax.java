package frontdoor.policy;

import frontdoor.http.Octets;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/** The grammar of Strict-Transport-Security, for fields that somebody else wrote (RFC 6797 6.1). */
public final class HstsSyntax {
    private final byte[] bytes;
    private final int end;
    private final Set<String> seen = new HashSet<>();
    private int at;

    private HstsSyntax(byte[] bytes, int start, int length) {
        this.bytes = bytes;
        this.at = start;
        this.end = start + length;
    }

    /**
     * Whether browsers take this value: directives as {@code name} or {@code name=value}, no name twice, exactly one max-age of digits
     * (quoted or not), and no value for includeSubDomains and preload. Directives that nobody knows are allowed.
     */
    public static boolean isValid(byte[] bytes, int start, int length) {
        return new HstsSyntax(bytes, start, length).read();
    }

    private boolean read() {
        while (true) {
            skipBlanks();
            if (at < end && bytes[at] != ';' && !directive()) {
                return false;
            }
            skipBlanks();
            if (at == end) {
                return seen.contains("max-age");
            }
            if (bytes[at++] != ';') {
                return false;
            }
        }
    }

    private boolean directive() {
        String name = token().toLowerCase(Locale.ROOT);
        if (name.isEmpty() || !seen.add(name)) {
            return false;
        }
        skipBlanks();
        boolean hasValue = at < end && bytes[at] == '=';
        if (!hasValue) {
            return !name.equals("max-age");
        }
        at++;
        skipBlanks();
        String value = value();
        return switch (name) {
            case "max-age" -> value.matches("\"\\d+\"|\\d+");
            case "includesubdomains", "preload" -> false;
            default -> !value.isEmpty();
        };
    }

    private String token() {
        int start = at;
        while (at < end && Octets.isTchar(bytes[at])) {
            at++;
        }
        return Octets.text(bytes, start, at - start);
    }

    /** A token, or a quoted string with its quotes (RFC 9110 5.6.4); empty if it is neither. */
    private String value() {
        if (at == end || bytes[at] != '"') {
            return token();
        }
        int start = at++;
        while (at < end && bytes[at] != '"') {
            at += bytes[at] == '\\' ? 2 : 1;
        }
        if (at >= end) {
            at = end;
            return "";
        }
        at++;
        return Octets.text(bytes, start, at - start);
    }

    private void skipBlanks() {
        while (at < end && (bytes[at] == ' ' || bytes[at] == '\t')) {
            at++;
        }
    }
}
