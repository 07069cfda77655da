package frontdoor.sticky;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import javax.crypto.Mac;

/**
 * The values of one group's cookies: the server, when it was said, and a signature over both.
 *
 * <p>A value is base64url (RFC 4648 5) of 28 octets: 4 of minutes since the epoch, 8 of the server, 16 of the HMAC-SHA-256. Nothing else
 * is believed, nor one that is older than {@link #LIFETIME_MINUTES} or from a future that is no matter of clocks.
 *
 * <h2>Threads</h2>
 *
 * Confined to one.
 */
public final class StickyCookies {
    /** For so long a cookie is believed: 7 days. */
    public static final int LIFETIME_MINUTES = 7 * 24 * 60;
    /** After so long a new one is given: a day. Whoever comes every week keeps their server. */
    public static final int RENEWED_MINUTES = 24 * 60;
    /** Replicas' clocks may differ by so much. */
    private static final int SKEW_MINUTES = 10;
    /** The server of a value that is not to be believed. */
    public static final long NOBODY = 0;

    private static final int SAID = 4 + 8;
    private static final int TAG = 16;
    private static final int LENGTH = (SAID + TAG) * 8 / 6 + 1;
    private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();

    private final Mac mac;
    private final byte[] group;

    /** The cookies of the group of this name, signed with {@code key}. */
    public StickyCookies(StickyKey key, String group) {
        this.mac = key.mac();
        this.group = ("cookie " + group + '\n').getBytes(StandardCharsets.UTF_8);
    }

    /** A value that names {@code server}, said now: {@code minute} since the epoch. */
    public byte[] make(long server, int minute) {
        ByteBuffer value = ByteBuffer.allocate(SAID + TAG).putInt(minute).putLong(server);
        value.put(tag(value.array()), 0, TAG);
        return ENCODER.encode(value.array());
    }

    private byte[] tag(byte[] value) {
        mac.update(group);
        mac.update(value, 0, SAID);
        return mac.doFinal();
    }

    /** The server that a value names, or {@link #NOBODY}. Borrows {@code octets}. */
    public long read(byte[] octets, int start, int length, int minute) {
        byte[] value = decoded(octets, start, length);
        if (value.length == 0) {
            return NOBODY;
        }
        int age = age(value, minute);
        if (age < -SKEW_MINUTES || age > LIFETIME_MINUTES) {
            return NOBODY;
        }
        byte[] tag = ByteBuffer.allocate(TAG).put(tag(value), 0, TAG).array();
        byte[] said = ByteBuffer.allocate(TAG).put(value, SAID, TAG).array();
        return MessageDigest.isEqual(tag, said) ? ByteBuffer.wrap(value).getLong(4) : NOBODY;
    }

    /** Whether a value that is believed is old enough to be replaced. */
    public boolean isDue(byte[] octets, int start, int length, int minute) {
        return age(decoded(octets, start, length), minute) > RENEWED_MINUTES;
    }

    private static int age(byte[] value, int minute) {
        return minute - ByteBuffer.wrap(value).getInt();
    }

    /** The octets of a value, none if it is not one. */
    private static byte[] decoded(byte[] octets, int start, int length) {
        if (length != LENGTH) {
            return new byte[0];
        }
        try {
            byte[] text = ByteBuffer.allocate(LENGTH).put(octets, start, length).array();
            return Base64.getUrlDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            return new byte[0];
        }
    }
}
