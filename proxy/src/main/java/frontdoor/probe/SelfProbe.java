package frontdoor.probe;

import frontdoor.loop.Periodically;
import frontdoor.snapshot.Snapshot;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * Asks the running process, through its real listeners, whether every host's answers carry the policy they should.
 *
 * <h2>Threads</h2>
 *
 * One that asks, and in {@link HostProbe} one that cuts what takes too long, none of them an event loop; {@link #gauges} on any.
 */
public final class SelfProbe implements AutoCloseable {
    private static final Duration PERIOD = Duration.ofSeconds(1);

    private final Supplier<Snapshot> snapshots;
    private final Supplier<Optional<Duration>> interval;
    private final BooleanSupplier serving;
    private final Periodically looks = new Periodically("frontdoor-self-probe", "the self-probe");
    private final HostProbe probe;
    private final Rotation rotation = new Rotation();
    private final HostStates states = new HostStates();
    private boolean asked;
    private long askedNanos;

    SelfProbe(
            Reach reach, Supplier<Snapshot> snapshots, Supplier<Optional<Duration>> interval, BooleanSupplier serving) {
        this.snapshots = snapshots;
        this.interval = interval;
        this.serving = serving;
        this.probe = new HostProbe(reach, snapshots, InstantSource.system());
    }

    /**
     * Asks from now on, as often as {@code interval} says at the time; empty for never.
     *
     * @param serving false once the process comes to its end: then no answer is no surprise
     */
    public static SelfProbe start(
            Reach reach, Supplier<Snapshot> snapshots, Supplier<Optional<Duration>> interval, BooleanSupplier serving) {
        SelfProbe started = new SelfProbe(reach, snapshots, interval, serving);
        started.looks.start(started::look, PERIOD, () -> PERIOD);
        return started;
    }

    private void look() {
        Optional<Duration> every = interval.get();
        if (every.isEmpty()) {
            states.retain(Set.of());
        } else if (isDue(every.get())) {
            askNext();
        }
    }

    private boolean isDue(Duration every) {
        long now = System.nanoTime();
        int hosts = ProbedHost.patterns(snapshots.get()).size();
        boolean due =
                !asked || now - askedNanos >= Rotation.spacing(every, hosts).toNanos();
        if (due) {
            asked = true;
            askedNanos = now;
        }
        return due;
    }

    /** Asks about the host whose turn it is; not to be called by two threads at a time. */
    void askNext() {
        NavigableSet<String> hosts = ProbedHost.patterns(snapshots.get());
        states.retain(hosts);
        String pattern = rotation.next(hosts);
        if (pattern == null || !serving.getAsBoolean()) {
            return;
        }
        Optional<Mismatch> wrong = confirmed(ProbedHost.of(pattern));
        boolean stillAsked = ProbedHost.patterns(snapshots.get()).contains(pattern);
        if (stillAsked && serving.getAsBoolean()) {
            states.onAsked(pattern, wrong);
        }
    }

    /** What is wrong is asked for once more: the snapshot and the certificates of a reload are not swapped in the same instant. */
    private Optional<Mismatch> confirmed(ProbedHost host) {
        return find(host).flatMap(_ -> find(host));
    }

    /** A host that cannot even be asked for is a finding about that host. */
    private Optional<Mismatch> find(ProbedHost host) {
        try {
            return probe.find(host);
        } catch (RuntimeException failed) {
            return Optional.of(new Mismatch(
                    host.name(),
                    "an answer",
                    "it cannot be asked for (" + Objects.requireNonNullElse(failed.getMessage(), "no reason given")
                            + ")"));
        }
    }

    /** For every host that was asked about, 1 if all answers were right, else 0. */
    public Map<String, Double> gauges() {
        return states.gauges();
    }

    @Override
    public void close() {
        probe.close();
        looks.close();
    }
}
