package frontdoor.challenge;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The path under which an authority looks for answers to http-01 (RFC 8555 8.3): one prefix, and a token of safe characters behind it. */
public final class ChallengePath {
    /** What it begins with. */
    public static final String PREFIX = "/.well-known/acme-challenge/";

    private static final byte[] OCTETS = PREFIX.getBytes(StandardCharsets.US_ASCII);
    /** Tokens of 128 bits have 22 characters; those of authorities in use 43. */
    private static final int LONGEST = 256;

    private ChallengePath() {}

    /** Whether {@code /path?query} in {@code bytes} lies below the prefix: asked for every request, so cheap for the others. */
    public static boolean isBelow(byte[] bytes, int start, int length) {
        return length > OCTETS.length
                && bytes[start + 1] == '.'
                && Arrays.equals(bytes, start, start + OCTETS.length, OCTETS, 0, OCTETS.length);
    }

    /** The token of a target that lies below the prefix; null where what is there can be none. */
    public static @Nullable String token(byte[] bytes, int start, int length) {
        int from = start + OCTETS.length;
        int to = start + length;
        if (to - from > LONGEST) {
            return null;
        }
        for (int i = from; i < to; i++) {
            if (!isOfToken(bytes[i])) {
                return null;
            }
        }
        return new String(bytes, from, to - from, StandardCharsets.US_ASCII);
    }

    /** Of base64url, as RFC 8555 8.3 has them. */
    private static boolean isOfToken(byte octet) {
        return octet >= 'a' && octet <= 'z'
                || octet >= 'A' && octet <= 'Z'
                || octet >= '0' && octet <= '9'
                || octet == '-'
                || octet == '_';
    }
}
