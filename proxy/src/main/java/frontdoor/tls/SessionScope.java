package frontdoor.tls;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import org.jspecify.annotations.Nullable;

/**
 * The bounds within which a TLS session may be resumed: one server name of one site, whatever certificates come and go there.
 *
 * <p>RFC 8446 4.2.11 and RFC 6066 3: a session that was made for another name is not resumed, even where both belong to one site; and
 * what was agreed on for one site never opens another one (CVE-2025-23419).
 */
public final class SessionScope {
    private static final int OCTETS = 32;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final byte[] id;

    private SessionScope(byte[] id) {
        this.id = id;
    }

    /**
     * The scope of a handshake.
     *
     * @param site the name of the site that the server name belongs to, or null: nobody's
     * @param serverName the SNI the client sent, in lower case, or null: none sent
     */
    public static SessionScope of(@Nullable String site, @Nullable String serverName) {
        try {
            // 32 octets, as many as the session id context of a TLS engine has. No server name holds a line feed.
            byte[] scope = (orEmpty(serverName) + "\n" + orEmpty(site)).getBytes(StandardCharsets.UTF_8);
            return new SessionScope(MessageDigest.getInstance("SHA-256").digest(scope));
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("this Java has no SHA-256", missing);
        }
    }

    /** One of its own, in which nothing was begun and nothing is resumed. */
    static SessionScope ofOneConnection() {
        byte[] id = new byte[OCTETS];
        RANDOM.nextBytes(id);
        return new SessionScope(id);
    }

    private static String orEmpty(@Nullable String name) {
        return name == null ? "" : name;
    }

    /** Shared, never to be changed. */
    byte[] id() {
        return id;
    }
}
