package frontdoor.upstream;

import frontdoor.config.HealthCheckConfig;
import frontdoor.loop.Deadline;
import frontdoor.loop.Loop;
import frontdoor.loop.Survived;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The active checks of all servers that are to be checked, spread over the event loops and over time.
 *
 * <h2>Threads</h2>
 *
 * {@link #watch} on the thread that changes the configuration; each check stays on an event loop.
 */
final class HealthChecks {
    private static final Logger log = LoggerFactory.getLogger(HealthChecks.class);
    /** The first check of a server comes within so long. */
    private static final long SOON = TimeUnit.SECONDS.toNanos(1);

    private final Upstreams upstreams;
    private final Map<Standing, Watch> watches = new HashMap<>();
    private int started;

    HealthChecks(Upstreams upstreams) {
        this.upstreams = upstreams;
    }

    /** Checks the servers of these groups from now on, where they are to be checked, and no others; returns what all of them are known under. */
    synchronized Set<Standing> watch(List<UpstreamGroup> groups) {
        Set<Standing> all = new HashSet<>();
        Set<Standing> checked = new HashSet<>();
        for (UpstreamGroup group : groups) {
            for (Member member : group.members()) {
                Standing standing = new Standing(group.name(), member.peer().address());
                all.add(standing);
                HealthCheckConfig check = group.rules().check();
                if (check != null) {
                    checked.add(standing);
                    watch(standing, new Target(group, member, check));
                }
            }
        }
        watches.entrySet()
                .removeIf(entry ->
                        !checked.contains(entry.getKey()) && entry.getValue().stop());
        return all;
    }

    private void watch(Standing standing, Target target) {
        Watch known = watches.get(standing);
        if (known != null) {
            known.target = target;
            return;
        }
        List<Loop> loops = upstreams.loops();
        Watch watch = new Watch(loops.get(started++ % loops.size()), target);
        watches.put(standing, watch);
        watch.start();
    }

    /** The server that is checked, as the configuration in force has it. */
    private record Target(UpstreamGroup group, Member member, HealthCheckConfig check) {}

    /** The checks of one server, one after the other. */
    private final class Watch extends Deadline {
        private final Loop loop;
        private volatile @Nullable Target target;

        Watch(Loop loop, Target target) {
            this.loop = loop;
            this.target = target;
        }

        void start() {
            loop.eventLoop().execute(() -> {
                Target first = target;
                if (first != null) {
                    long most = Math.min(SOON, first.check().interval().toNanos());
                    loop.set(this, ThreadLocalRandom.current().nextLong(most));
                }
            });
        }

        /** No check follows; what is known of the server is forgotten. */
        boolean stop() {
            Target last = target;
            target = null;
            if (last != null) {
                loop.eventLoop().execute(() -> last.member().health().checks().switchOff());
            }
            return true;
        }

        @Override
        protected void onExpired() {
            Target now = target;
            if (now == null) {
                return;
            }
            try {
                long began = loop.nanoTime();
                Peer peer = now.member().peer();
                new ServerCheck(loop, peer.address(), now.check(), (good, why) -> onOutcome(began, good, why))
                        .begin(upstreams, peer);
            } catch (Throwable thrown) {
                Survived.tell(log, thrown, "a health check could not be begun; the next one comes all the same");
                loop.set(this, now.check().interval().toNanos());
            }
        }

        private void onOutcome(long began, @Nullable Boolean good, String why) {
            Target now = target;
            if (now == null) {
                return;
            }
            long time = loop.nanoTime();
            // A little sooner or later each time, so that checks do not fall into step.
            long interval = now.check().interval().toNanos();
            long pause = interval - interval / 10 + ThreadLocalRandom.current().nextLong(interval / 5 + 1);
            loop.set(this, Math.max(began + pause - time, 0));
            if (good != null) {
                now.group().onCheck(now.member(), good, why, time);
            }
        }
    }
}
