package frontdoor.listen;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts handshakes that failed, by cause.
 *
 * <p>They are the weather of an internet-facing port, so they are logged at debug only, and one a second of each cause. A PROXY header is none of the weather: a
 * proxy in front was told to send it, and this front door was not told to take it.
 *
 * <h2>Threads</h2>
 *
 * Any thread.
 */
public final class HandshakeFailures {
    private static final Logger log = LoggerFactory.getLogger(HandshakeFailures.class);

    private record Tally(AtomicLong count, RareLog rareLog) {}

    private final RareLog proxyLog = new RareLog(Duration.ofMinutes(1));
    private final Map<HandshakeFailure, Tally> tallies = new EnumMap<>(HandshakeFailure.class);

    public HandshakeFailures() {
        for (HandshakeFailure failure : HandshakeFailure.values()) {
            tallies.put(failure, new Tally(new AtomicLong(), new RareLog(Duration.ofSeconds(1))));
        }
    }

    /** Handshakes that failed of this cause since the start. */
    public long count(HandshakeFailure failure) {
        return tally(failure).count().get();
    }

    void onFailure(HandshakeFailure failure, Object client, String detail) {
        Tally tally = tally(failure);
        long count = tally.count().incrementAndGet();
        if (failure == HandshakeFailure.UNEXPECTED_PROXY_HEADER) {
            if (proxyLog.isDue()) {
                log.atWarn()
                        .addKeyValue("peer", client)
                        .addKeyValue("so-far", count)
                        .log(
                                "a PROXY header came where none is taken; listen.proxy-protocol and listen.trusted-proxies say from whom it is taken");
            }
        } else if (log.isDebugEnabled() && tally.rareLog().isDue()) {
            log.atDebug()
                    .addKeyValue("cause", failure.token())
                    .addKeyValue("client", client)
                    .addKeyValue("detail", detail)
                    .addKeyValue("so-far", count)
                    .log("no TLS handshake");
        }
    }

    private Tally tally(HandshakeFailure failure) {
        return Objects.requireNonNull(tallies.get(failure));
    }
}
