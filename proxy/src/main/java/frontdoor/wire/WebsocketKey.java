package frontdoor.wire;

import frontdoor.http.Octets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.concurrent.ThreadLocalRandom;

/** The key of an opening handshake, and the answer that proves that a server has read it (RFC 6455 4.1, 4.2.2). */
public final class WebsocketKey {
    private static final int NONCE = 16;
    private static final byte[] GUID = Octets.of("258EAFA5-E914-47DA-95CA-C5AB0DC85B11");

    private WebsocketKey() {}

    /** A key that nobody has used: 16 octets in base64. It is no secret, and nothing is protected by it. */
    public static byte[] fresh() {
        byte[] nonce = new byte[NONCE];
        ThreadLocalRandom.current().nextBytes(nonce);
        return Base64.getEncoder().encode(nonce);
    }

    /** What Sec-WebSocket-Accept has to say to the key in these octets. */
    public static byte[] acceptOf(byte[] bytes, int start, int length) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-1");
            digest.update(bytes, start, length);
            return Base64.getEncoder().encode(digest.digest(GUID));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-1", e);
        }
    }
}
