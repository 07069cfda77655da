package frontdoor.tls;

import io.netty.handler.ssl.OpenSslSessionContext;
import io.netty.handler.ssl.OpenSslSessionTicketKey;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The keys of session tickets: random, of this process alone, never written anywhere.
 *
 * <p>A key encrypts for half a day and then decrypts for another half, so that no ticket can be read a day after it was given
 * (RFC 8446 appendix C.4).
 *
 * <h2>Threads</h2>
 *
 * {@link #refresh} may be called from any event loop.
 */
final class TicketKeys {
    static final Duration PERIOD = Duration.ofHours(12);

    private final OpenSslSessionContext sessions;
    private final InstantSource clock;
    private final SecureRandom random = new SecureRandom();
    private byte @Nullable [] last;
    private volatile Instant next = Instant.MIN;

    TicketKeys(OpenSslSessionContext sessions, InstantSource clock) {
        this.sessions = sessions;
        this.clock = clock;
        refresh();
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
        // The first key encrypts, the others only decrypt.
        if (last == null) {
            sessions.setTicketKeys(toKey(fresh));
        } else {
            sessions.setTicketKeys(toKey(fresh), toKey(last));
        }
        last = fresh;
        next = now.plus(PERIOD);
    }

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
