package frontdoor.probe;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The last finding about each host: told once when it is wrong, and once when it is right again.
 *
 * <h2>Threads</h2>
 *
 * Changed by one thread; {@link #gauges} on any.
 */
final class HostStates {
    private static final Logger log = LoggerFactory.getLogger(HostStates.class);

    private final Map<String, Boolean> good = new ConcurrentHashMap<>();

    void onAsked(String host, Optional<Mismatch> wrong) {
        Boolean before = good.put(host, wrong.isEmpty());
        if (wrong.isPresent() && !Boolean.FALSE.equals(before)) {
            log.atError()
                    .addKeyValue("host", host)
                    .addKeyValue("asked", wrong.get().asked())
                    .addKeyValue("expected", wrong.get().expected())
                    .addKeyValue("got", wrong.get().got())
                    .log("self-probe: an answer of this process is not what the HSTS policy says");
        } else if (wrong.isEmpty() && Boolean.FALSE.equals(before)) {
            log.atInfo().addKeyValue("host", host).log("self-probe: the answers are what the HSTS policy says again");
        }
    }

    /** Forgets every host but these. */
    void retain(Set<String> hosts) {
        good.keySet().retainAll(hosts);
    }

    /** For every host that was asked about, 1 if all answers were right, else 0. */
    Map<String, Double> gauges() {
        Map<String, Double> gauges = new TreeMap<>();
        good.forEach((host, right) -> gauges.put(host, right ? 1.0 : 0.0));
        return gauges;
    }
}
