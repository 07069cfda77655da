package frontdoor.terms;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The keys of session tickets that replicas share, as files have them: the next one and the previous one only decrypt, so that a rotation may
 * reach one replica before another. Immutable; its text says nothing of what they are.
 */
public final class SharedTicketKeys {
    /** Octets of a key: 16 for its name, 16 to authenticate with and 16 to encrypt with, as nginx's are. */
    public static final int OCTETS = 48;

    /** A day, and an hour for whoever writes a new one once a day. */
    private static final Duration OLD = Duration.ofHours(25);

    private final byte[] next;
    private final byte[] current;
    private final byte[] previous;
    private final Instant rotated;

    /**
     * Keys of {@link #OCTETS} each, which nobody changes any more.
     *
     * @param rotated when the newest of their files was written
     */
    public SharedTicketKeys(byte[] next, byte[] current, byte[] previous, Instant rotated) {
        this.rotated = rotated;
        this.next = next;
        this.current = current;
        this.previous = previous;
    }

    /** The key that a file holds: as it is, or in base64; empty if it is neither. */
    public static Optional<byte[]> parse(byte[] file) {
        if (file.length == OCTETS) {
            return Optional.of(file);
        }
        try {
            byte[] key = Base64.getDecoder().decode(new String(file, StandardCharsets.ISO_8859_1).strip());
            return Optional.of(key).filter(decoded -> decoded.length == OCTETS);
        } catch (IllegalArgumentException noBase64) {
            return Optional.empty();
        }
    }

    /** The key that comes next, which already decrypts. Shared, never to be changed. */
    public byte[] next() {
        return next;
    }

    /** The key that encrypts. Shared, never to be changed. */
    public byte[] current() {
        return current;
    }

    /** The key that was before, which still decrypts. Shared, never to be changed. */
    public byte[] previous() {
        return previous;
    }

    /** When the newest of their files was written; those that hold the same are the same, whenever that was. */
    public Instant rotated() {
        return rotated;
    }

    /** Whether they have been in use for so long that too much could be read with them if they came into wrong hands. */
    public boolean areOld(Instant now) {
        return now.isAfter(rotated) && Duration.between(rotated, now).compareTo(OLD) > 0;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof SharedTicketKeys keys
                && MessageDigest.isEqual(next, keys.next)
                && MessageDigest.isEqual(current, keys.current)
                && MessageDigest.isEqual(previous, keys.previous);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(current);
    }

    @Override
    public String toString() {
        return "SharedTicketKeys[...]";
    }
}
