package frontdoor.sticky;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

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

    /** The key of a secret that is a text: blanks and line ends around it do not count. Empty if it is too short. */
    public static Optional<StickyKey> ofText(byte[] text) {
        byte[] secret = new String(text, StandardCharsets.ISO_8859_1).strip().getBytes(StandardCharsets.ISO_8859_1);
        return secret.length < LEAST ? Optional.empty() : Optional.of(of(secret));
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof StickyKey that && key.equals(that.key);
    }

    @Override
    public int hashCode() {
        return key.hashCode();
    }

    /** Nothing of the secret. */
    @Override
    public String toString() {
        return "a key";
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
