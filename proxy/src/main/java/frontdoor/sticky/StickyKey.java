package frontdoor.sticky;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The secret that cookies are signed with. Whoever has the same one makes and believes the same cookies.
 *
 * <h2>Threads</h2>
 *
 * Immutable.
 */
public final class StickyKey {
    /** The fewest octets that a secret has. */
    public static final int LEAST = 32;

    private static final String HMAC = "HmacSHA256";

    private final SecretKeySpec key;

    private StickyKey(byte[] digest) {
        this.key = new SecretKeySpec(digest, HMAC);
    }

    /** The key of a secret of at least {@link #LEAST} octets, whatever they are. */
    public static StickyKey of(byte[] secret) {
        if (secret.length < LEAST) {
            throw new IllegalArgumentException("a secret has at least " + LEAST + " octets");
        }
        try {
            return new StickyKey(MessageDigest.getInstance("SHA-256").digest(secret));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /** Something that signs with it, for one thread. */
    Mac mac() {
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(key);
            return mac;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has " + HMAC, e);
        }
    }

    /** What a server of this address is called in cookies, never 0: its address itself is nobody's business. */
    public long idOf(String address) {
        byte[] tag = mac().doFinal(("server " + address).getBytes(StandardCharsets.UTF_8));
        return ByteBuffer.wrap(tag).getLong() | 1;
    }
}
