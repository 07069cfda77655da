package frontdoor.http;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * One response's word on HSTS: a value of Strict-Transport-Security, or nothing. Nobody can write a head to a client
 * without naming one.
 */
public final class HstsField {
    /** No field: over plaintext (RFC 6797 7.2), for hosts that are not ours, and for sites that send no policy. */
    public static final HstsField NONE = new HstsField(null);

    private final byte @Nullable [] value;

    private HstsField(byte @Nullable [] value) {
        this.value = value;
    }

    /** A field with this value, which follows the grammar of RFC 6797 6.1. */
    public static HstsField of(String value) {
        return new HstsField(Octets.of(value));
    }

    /** A copy of these octets, which follow the grammar of RFC 6797 6.1. */
    public static HstsField of(byte[] bytes, int start, int length) {
        return new HstsField(Arrays.copyOfRange(bytes, start, start + length));
    }

    /** The value's octets, or null for no field. Shared, never to be changed. */
    public byte @Nullable [] value() {
        return value;
    }

    @Override
    public String toString() {
        return value == null ? "none" : Octets.text(value, 0, value.length);
    }
}
