package frontdoor.groups;

import frontdoor.config.HealthCheckConfig;
import frontdoor.connect.PeerAddress;
import frontdoor.loop.Deadline;
import frontdoor.loop.Loop;
import frontdoor.loop.Survived;
import frontdoor.upstream.Peer;
import frontdoor.upstream.Upstreams;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The active checks of all servers that are to be checked, spread over the event loops and over time. Groups that ask the same of the same
 * server share its checks: hundreds of sites before one application ask it no more often than one.
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
    private Map<Question, Watch> watches = new HashMap<>();
    private Map<Standing, ServerHealth> checked = Map.of();
    private int started;

    HealthChecks(Upstreams upstreams) {
        this.upstreams = upstreams;
    }

    /** A check of a server, for whoever wants to know. */
    private record Question(PeerAddress server, HealthCheckConfig check) {}

    /** A server that is checked, as one group of the configuration in force has it. */
    private record Target(UpstreamGroup group, Member member) {}

    /** Checks the servers of these groups from now on, where they are to be checked, and no others; returns what all of them are known under. */
    synchronized Set<Standing> watch(List<UpstreamGroup> groups) {
        Set<Standing> all = new HashSet<>();
        Map<Standing, ServerHealth> now = new HashMap<>();
        Map<Question, List<Target>> questions = new LinkedHashMap<>();
        for (UpstreamGroup group : groups) {
            for (Member member : group.members()) {
                Standing standing = new Standing(group.name(), member.peer().address());
                all.add(standing);
                HealthCheckConfig check = group.rules().check();
                // A site may have the name of an upstream: where both have the same server, it is known once.
                if (check != null && now.putIfAbsent(standing, member.health()) == null) {
                    questions
                            .computeIfAbsent(new Question(member.peer().address(), check), _ -> new ArrayList<>())
                            .add(new Target(group, member));
                }
            }
        }
        ask(questions);
        checked.forEach((standing, health) -> {
            if (!now.containsKey(standing)) {
                health.checks().switchOff();
            }
        });
        checked = now;
        return all;
    }

    private void ask(Map<Question, List<Target>> questions) {
        Map<Question, Watch> next = new HashMap<>();
        questions.forEach((question, targets) -> {
            Watch known = watches.remove(question);
            if (known == null) {
                List<Loop> loops = upstreams.loops();
                known = new Watch(loops.get(started++ % loops.size()), question.check());
                known.targets = List.copyOf(targets);
                known.start();
            } else {
                known.targets = List.copyOf(targets);
            }
            next.put(question, known);
        });
        // What is left has no server any more.
        watches.values().forEach(ended -> ended.targets = List.of());
        watches = next;
    }

    /** The checks of one server, one after the other, until nobody wants to know. */
    private final class Watch extends Deadline {
        private final Loop loop;
        private final HealthCheckConfig check;
        private volatile List<Target> targets = List.of();

        Watch(Loop loop, HealthCheckConfig check) {
            this.loop = loop;
            this.check = check;
        }

        void start() {
            long most = Math.min(SOON, check.interval().toNanos());
            loop.eventLoop()
                    .execute(() -> loop.set(this, ThreadLocalRandom.current().nextLong(most)));
        }

        @Override
        protected void onExpired() {
            List<Target> now = targets;
            if (now.isEmpty()) {
                return;
            }
            try {
                long began = loop.nanoTime();
                Peer peer = now.getFirst().member().peer();
                new ServerCheck(loop, peer.address(), check, (good, why) -> onOutcome(began, good, why))
                        .begin(upstreams, peer);
            } catch (Throwable thrown) {
                Survived.tell(log, thrown, "a health check could not be begun; the next one comes all the same");
                loop.set(this, check.interval().toNanos());
            }
        }

        private void onOutcome(long began, @Nullable Boolean good, String why) {
            long time = loop.nanoTime();
            // A little sooner or later each time, so that checks do not fall into step.
            long interval = check.interval().toNanos();
            long pause = interval - interval / 10 + ThreadLocalRandom.current().nextLong(interval / 5 + 1);
            loop.set(this, Math.max(began + pause - time, 0));
            if (good != null) {
                targets.forEach(target -> target.group().onCheck(target.member(), good, why, time));
            }
        }
    }
}
