package frontdoor.login;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A token as a file holds it, the one secret of those who may ask (RFC 6750); nothing of it is told. Pure. */
public final class BearerToken {
    /** Octets that its file may have. */
    public static final int MOST_OCTETS = 4096;

    private static final String SCHEME = "Bearer ";
    /** Characters as RFC 6750 has them; fewer than 16 could be guessed. */
    private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9._~+/=-]{16,}");

    private BearerToken() {}

    /** Why what a file holds is no token, and how one is made; empty where it is one. Says nothing of what it holds. */
    public static Optional<String> fault(byte[] file) {
        return TOKEN.matcher(text(file)).matches()
                ? Optional.empty()
                : Optional.of("is no token: one line of 16 characters or more, without blanks; make one with"
                        + " openssl rand -hex 32, and write it into the file");
    }

    private static String text(byte[] file) {
        return new String(file, StandardCharsets.ISO_8859_1).strip();
    }

    /** The field Authorization of a question that shows the token of {@code file}. */
    public static String authorization(byte[] file) {
        return SCHEME + text(file);
    }

    /** Whether {@code authorization} shows the token of {@code file}; the time that this takes tells nothing of it. */
    public static boolean isIn(@Nullable String authorization, byte[] file) {
        return MessageDigest.isEqual(digest(authorization(file)), digest(authorization == null ? "" : authorization));
    }

    /** Of one length, whatever is compared. */
    private static byte[] digest(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.ISO_8859_1));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }
}
