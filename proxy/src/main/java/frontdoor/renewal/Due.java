package frontdoor.renewal;

import frontdoor.x509.Lifetime;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.zip.CRC32;

/** The instant from which on a certificate is to be renewed. */
public final class Due {
    /** Certificates that live for less than this leave no time for a bad weekend in their last third. */
    private static final Duration SHORT = Duration.ofDays(10);

    private static final int LEFT = 3;
    private static final int LEFT_OF_SHORT = 2;
    /** Of the lifetime: how much earlier some are renewed than others, so that those which were issued together are not renewed so. */
    private static final int SPREAD = 20;

    private Due() {}

    /**
     * A window that the authority suggests (RFC 9773 4.1).
     *
     * @param start its first instant
     * @param end its last
     */
    public record Window(Instant start, Instant end) {}

    /**
     * Within the window where there is one; else when a third of the lifetime is left, or half of it where that is below ten days.
     *
     * @param chance from 0 to 1, and the same for one certificate: where within the window, or how much earlier
     */
    public static Instant of(Lifetime lifetime, Optional<Window> advice, double chance) {
        Duration whole = Duration.between(lifetime.notBefore(), lifetime.notAfter());
        Instant own = lifetime.notAfter()
                .minus(whole.dividedBy(whole.compareTo(SHORT) < 0 ? LEFT_OF_SHORT : LEFT))
                .minus(part(whole.dividedBy(SPREAD), chance));
        return advice.map(window -> window.start().plus(part(Duration.between(window.start(), window.end()), chance)))
                // Whatever it suggests: after that it would not be renewed at all.
                .filter(suggested -> suggested.isBefore(lifetime.endsSoonFrom()))
                .orElse(own);
    }

    private static Duration part(Duration whole, double chance) {
        return Duration.ofSeconds((long) (whole.toSeconds() * chance));
    }

    /** A number from 0 to 1 that looks like chance, and is always the same for the same {@code text}. */
    public static double chance(String text) {
        CRC32 crc = new CRC32();
        crc.update(text.getBytes(StandardCharsets.UTF_8));
        return crc.getValue() / (double) (1L << 32);
    }
}
