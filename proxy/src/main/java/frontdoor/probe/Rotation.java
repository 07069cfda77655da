package frontdoor.probe;

import java.time.Duration;
import java.util.NavigableSet;
import org.jspecify.annotations.Nullable;

/** Which host comes next, and when: by name, so that a reload in the middle of a round leaves nobody out. */
final class Rotation {
    /** What one interval may ask about, so that the effort does not grow with the configuration. */
    private static final int HOSTS_PER_INTERVAL = 100;

    private static final Duration LEAST = Duration.ofSeconds(1);

    private @Nullable String last;

    /** The host after the last one; null if there is none at all. */
    @Nullable
    String next(NavigableSet<String> hosts) {
        String higher = last == null ? null : hosts.higher(last);
        last = higher != null || hosts.isEmpty() ? higher : hosts.first();
        return last;
    }

    /** From one host to the next, so that each comes up once per interval, or later: at most one a second and 100 per interval. */
    static Duration spacing(Duration interval, int hosts) {
        Duration even = interval.dividedBy(Math.clamp(hosts, 1, HOSTS_PER_INTERVAL));
        return even.compareTo(LEAST) < 0 ? LEAST : even;
    }
}
