package frontdoor.tls;

import frontdoor.terms.SharedTicketKeys;
import io.netty.handler.ssl.OpenSslSessionContext;
import io.netty.handler.ssl.OpenSslSessionTicketKey;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * The keys of the session tickets of one context: random and of this process alone, or derived from those that replicas share.
 *
 * <p>A random key encrypts for half a day and then decrypts for another half, so that no ticket can be read a day after it was given
 * (RFC 8446 appendix C.4). Shared ones are rotated by whoever writes their files. Never are the same keys used on two terms.
 *
 * <h2>Threads</h2>
 *
 * {@link #refresh} may be called from any event loop.
 */
final class TicketKeys {
    static final Duration PERIOD = Duration.ofHours(12);

    private OpenSslSessionContext sessions;
    private final byte[] label;
    private final InstantSource clock;
    private final SecureRandom random = new SecureRandom();
    private byte @Nullable [] last;
    private @Nullable SharedTicketKeys shared;
    private OpenSslSessionTicketKey[] inForce = {};
    private volatile Set<TicketName> names = Set.of();
    private volatile Instant next = Instant.MIN;

    /**
     * Random ones.
     *
     * @param label of the terms
     */
    TicketKeys(OpenSslSessionContext sessions, String label, InstantSource clock) {
        this.sessions = sessions;
        this.label = label.getBytes(StandardCharsets.UTF_8);
        this.clock = clock;
        refresh();
    }

    /** Goes on with the context that takes the place of the one before. */
    synchronized void moveTo(OpenSslSessionContext other) {
        sessions = other;
        put(inForce);
    }

    private void put(OpenSslSessionTicketKey... keys) {
        inForce = keys;
        sessions.setTicketKeys(keys);
        names = Stream.of(keys).map(key -> TicketName.of(key.name())).collect(Collectors.toSet());
    }

    /** Whether one of these keys has this name. */
    boolean have(TicketName name) {
        return names.contains(name);
    }

    /** Takes keys that replicas share, or random ones for null; does nothing for those it has. */
    synchronized void use(@Nullable SharedTicketKeys keys) {
        if (keys == null) {
            if (shared != null) {
                shared = null;
                last = null;
                next = Instant.MIN;
                refresh();
            }
        } else if (!keys.equals(shared)) {
            shared = keys;
            next = Instant.MAX;
            // The first key encrypts, the others only decrypt.
            put(toKey(derived(keys.current())), toKey(derived(keys.next())), toKey(derived(keys.previous())));
        }
    }

    /** Makes a new key when it is time. */
    void refresh() {
        if (clock.instant().isBefore(next)) {
            return;
        }
        rotate();
    }

    private synchronized void rotate() {
        Instant now = clock.instant();
        if (now.isBefore(next)) {
            return;
        }
        byte[] fresh = new byte[OpenSslSessionTicketKey.TICKET_KEY_SIZE];
        random.nextBytes(fresh);
        if (last == null) {
            put(toKey(fresh));
        } else {
            put(toKey(fresh), toKey(last));
        }
        last = fresh;
        next = now.plus(PERIOD);
    }

    private byte[] derived(byte[] key) {
        try {
            Mac mac = Mac.getInstance("HmacSHA512");
            mac.init(new SecretKeySpec(key, "HmacSHA512"));
            return mac.doFinal(label);
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException("every Java has HmacSHA512", missing);
        }
    }

    /** Of its first octets. */
    private static OpenSslSessionTicketKey toKey(byte[] bytes) {
        int name = OpenSslSessionTicketKey.NAME_SIZE;
        int hmac = OpenSslSessionTicketKey.HMAC_KEY_SIZE;
        int aes = OpenSslSessionTicketKey.AES_KEY_SIZE;
        return new OpenSslSessionTicketKey(
                Arrays.copyOfRange(bytes, 0, name),
                Arrays.copyOfRange(bytes, name, name + hmac),
                Arrays.copyOfRange(bytes, name + hmac, name + hmac + aes));
    }
}
