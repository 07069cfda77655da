package frontdoor.listen;

import frontdoor.loop.Loop;
import frontdoor.tally.DurationTally;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts handshakes: those that were made, by version and kind, with their durations; those that failed, by cause.
 *
 * <p>The latter are the weather of an internet-facing port, so they are logged at debug only, and one a second of each cause. A PROXY header is none of the weather: a
 * proxy in front was told to send it, and this front door was not told to take it.
 *
 * <h2>Threads</h2>
 *
 * Any thread.
 */
public final class HandshakeTally {
    private static final Logger log = LoggerFactory.getLogger(HandshakeTally.class);

    private record Tally(AtomicLong count, RareLog rareLog) {}

    private final Map<Made, LongAdder> made = new ConcurrentHashMap<>();
    private final List<DurationTally> durations;
    private final RareLog proxyLog = new RareLog(Duration.ofMinutes(1));
    private final Map<HandshakeFailure, Tally> tallies = new EnumMap<>(HandshakeFailure.class);

    /**
     * Of handshakes that were made.
     *
     * @param version {@code TLSv1.3}
     * @param resumed whether it went on with an earlier session
     */
    public record Made(String version, boolean resumed) {}

    /** Nothing counted yet, for connections of {@code loops} event loops. */
    public HandshakeTally(int loops) {
        durations = Stream.generate(DurationTally::new).limit(loops).toList();
        for (HandshakeFailure failure : HandshakeFailure.values()) {
            tallies.put(failure, new Tally(new AtomicLong(), new RareLog(Duration.ofSeconds(1))));
        }
    }

    /** One for as many event loops, with nothing counted yet. */
    HandshakeTally another() {
        return new HandshakeTally(durations.size());
    }

    /** Handshakes that were made since the start. */
    public Map<Made, Long> made() {
        return made.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, entry -> entry.getValue().sum()));
    }

    /** How long they took, from the accepted connection on, by event loop. */
    public List<DurationTally> durations() {
        return durations;
    }

    void onMade(Loop loop, Made handshake, long nanos) {
        made.computeIfAbsent(handshake, _ -> new LongAdder()).increment();
        durations.get(loop.index()).count(nanos);
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
