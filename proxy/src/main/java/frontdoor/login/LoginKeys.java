package frontdoor.login;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The making of {@link LoginKey}s, with a secret that this process alone has and keeps nowhere.
 *
 * <h2>Threads</h2>
 *
 * Any.
 */
final class LoginKeys {
    private static final String HMAC = "HmacSHA256";

    /** To find one and to give it the secret costs more than the digest itself. */
    private final ThreadLocal<Mac> macs;

    LoginKeys() {
        byte[] octets = new byte[32];
        new SecureRandom().nextBytes(octets);
        SecretKeySpec secret = new SecretKeySpec(octets, HMAC);
        macs = ThreadLocal.withInitial(() -> with(secret));
    }

    private static Mac with(SecretKeySpec secret) {
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(secret);
            return mac;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has " + HMAC, e);
        }
    }

    /** The key of {@code credentials} among {@code users}: another file is another key. */
    LoginKey of(Users users, Credentials credentials) {
        Mac mac = macs.get();
        mac.update(users.digest().getBytes(StandardCharsets.US_ASCII));
        // A name has no colon, so that name and password are told apart.
        mac.update(credentials.name().getBytes(StandardCharsets.UTF_8));
        mac.update((byte) ':');
        // With this it is as it was before, for the next one.
        ByteBuffer digest = ByteBuffer.wrap(mac.doFinal(credentials.password()));
        return new LoginKey(digest.getLong(), digest.getLong(), digest.getLong(), digest.getLong());
    }
}
