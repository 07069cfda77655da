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

    private final SecretKeySpec secret;

    LoginKeys() {
        byte[] octets = new byte[32];
        new SecureRandom().nextBytes(octets);
        secret = new SecretKeySpec(octets, HMAC);
    }

    /** The key of {@code credentials} among {@code users}: another file is another key. */
    LoginKey of(Users users, Credentials credentials) {
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(secret);
            mac.update(users.digest().getBytes(StandardCharsets.US_ASCII));
            // A name has no colon, so that name and password are told apart.
            mac.update(credentials.name().getBytes(StandardCharsets.UTF_8));
            mac.update((byte) ':');
            ByteBuffer digest = ByteBuffer.wrap(mac.doFinal(credentials.password()));
            return new LoginKey(digest.getLong(), digest.getLong(), digest.getLong(), digest.getLong());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has " + HMAC, e);
        }
    }
}
