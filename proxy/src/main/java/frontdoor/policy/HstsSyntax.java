package frontdoor.policy;

import frontdoor.http.Octets;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The grammar of Strict-Transport-Security, for fields that somebody else wrote (RFC 6797 6.1). */
public final class HstsSyntax {
    /** Seconds; more than that are as many as there can be. */
    private static final long LONGEST = (Long.MAX_VALUE - 9) / 10;

    private final byte[] bytes;
    private final int end;
    private final Set<String> seen = new HashSet<>();
    private int at;
    private long maxAge;

    private HstsSyntax(byte[] bytes, int start, int length) {
        this.bytes = bytes;
        this.at = start;
        this.end = start + length;
    }

    /**
     * What browsers take this value for: directives as {@code name} or {@code name=value}, no name twice, exactly one max-age of digits
     * (quoted or not), and no value for includeSubDomains and preload. Directives that nobody knows are allowed.
     *
     * @return null if browsers ignore it
     */
    public static @Nullable HstsTerms read(byte[] bytes, int start, int length) {
        HstsSyntax syntax = new HstsSyntax(bytes, start, length);
        return syntax.isGood()
                ? new HstsTerms(
                        syntax.maxAge, syntax.seen.contains("includesubdomains"), syntax.seen.contains("preload"))
                : null;
    }

    /** As {@link #read(byte[], int, int)}, of a value that is text. */
    public static @Nullable HstsTerms read(String value) {
        byte[] octets = Octets.of(value);
        return read(octets, 0, octets.length);
    }

    private boolean isGood() {
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
            case "max-age" -> isMaxAge(value);
            case "includesubdomains", "preload" -> false;
            default -> !value.isEmpty();
        };
    }

    private boolean isMaxAge(String value) {
        boolean quoted = value.startsWith("\"");
        String digits = quoted ? value.substring(1, value.length() - 1) : value;
        maxAge = 0;
        for (int i = 0; i < digits.length(); i++) {
            int digit = digits.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                return false;
            }
            maxAge = maxAge > LONGEST ? Long.MAX_VALUE : maxAge * 10 + digit;
        }
        return !digits.isEmpty();
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
