package frontdoor.observe;

import frontdoor.http.Octets;
import java.time.Instant;
import java.time.format.DateTimeFormatter;

/** Renders a moment to the second, once per second. Confined to one event loop. */
final class SecondStamp {
    private final DateTimeFormatter format;
    private long second = Long.MIN_VALUE;
    private byte[] rendered = {};

    SecondStamp(DateTimeFormatter format) {
        this.format = format;
    }

    /** Shared, never to be changed. */
    byte[] of(long epochMillis) {
        long now = Math.floorDiv(epochMillis, 1000L);
        if (now != second) {
            second = now;
            rendered = Octets.of(format.format(Instant.ofEpochSecond(now)));
        }
        return rendered;
    }
}
