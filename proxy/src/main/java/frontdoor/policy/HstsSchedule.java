package frontdoor.policy;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One host's policy at every instant: a pure function of the date and of the certificate that answers for the host.
 *
 * <p>A bad certificate holds the ramp at the stage that the date gave at the instant it went bad: a policy that outlives its certificate
 * locks visitors out. That instant is known when the certificate is, so the stages after it are simply out of reach, and which stage
 * holds is one comparison per answer.
 *
 * <p>Immutable.
 */
public final class HstsSchedule {
    private static final CertificateFacts IRRELEVANT =
            new CertificateFacts(true, Instant.MIN, Instant.MAX, Instant.MAX);

    private final @Nullable Ramp ramp;
    private final CertificateFacts certificate;
    private final HstsStage[] stages;
    /** The second since the epoch in which the stage of the same index begins. */
    private final long[] starts;
    /** The last stage that the certificate lets the ramp reach. */
    private final int reach;

    private HstsSchedule(
            @Nullable Ramp ramp, CertificateFacts certificate, HstsStage[] stages, long[] starts, int most) {
        this.ramp = ramp;
        this.certificate = certificate;
        this.stages = stages;
        this.starts = starts;
        this.reach = Math.min(most, byDate(certificate.badFrom().getEpochSecond()));
    }

    /** The same policy at all times. */
    public static HstsSchedule always(HstsPolicy policy) {
        HstsStage[] only = {new HstsStage(0, 0, policy)};
        return new HstsSchedule(null, IRRELEVANT, only, new long[] {Long.MIN_VALUE}, 0);
    }

    /**
     * A ramp up to {@code full}. Subdomains are bound from the first stage on, if they are at all; the preload directive comes with the
     * whole policy only, since no list takes a shorter one.
     *
     * @param certificate the one that answers for the host
     */
    public static HstsSchedule ramp(Ramp ramp, HstsPolicy.Send full, CertificateFacts certificate) {
        int last = ramp.stages().size() + 1;
        HstsStage[] stages = new HstsStage[last + 1];
        long[] starts = new long[last + 1];
        for (int number = 0; number <= last; number++) {
            stages[number] = new HstsStage(number, last, policyOf(ramp, full, number));
            starts[number] = number == 0 ? Long.MIN_VALUE : startOf(ramp, number);
        }
        return new HstsSchedule(ramp, certificate, stages, starts, last);
    }

    private static HstsPolicy policyOf(Ramp ramp, HstsPolicy.Send full, int number) {
        if (number == 0) {
            return new HstsPolicy.Off();
        }
        return number > ramp.stages().size()
                ? full
                : new HstsPolicy.Send(
                        ramp.stages().get(number - 1).toSeconds(), full.terms().includeSubdomains(), false);
    }

    private static long startOf(Ramp ramp, int number) {
        return ramp.startOf(number).atStartOfDay(ZoneOffset.UTC).toEpochSecond();
    }

    /** What holds at {@code now}, in seconds since the epoch. */
    public HstsStage at(long now) {
        return stages[Math.min(byDate(now), reach)];
    }

    /** A stage from the first instant at which it can be sent. */
    public record Start(HstsStage stage, Instant from) {}

    /** The stage of {@code now}, from {@link Instant#MIN} on, and those that the present certificate lets the ramp reach later. */
    public List<Start> reachable(Instant now) {
        int first = at(now.getEpochSecond()).number();
        List<Start> reachable = new ArrayList<>();
        reachable.add(new Start(stages[first], Instant.MIN));
        for (int number = first + 1; number <= reach; number++) {
            reachable.add(new Start(stages[number], Instant.ofEpochSecond(starts[number])));
        }
        return List.copyOf(reachable);
    }

    /** The same, but no further than stage {@code number}. */
    public HstsSchedule upTo(int number) {
        return new HstsSchedule(ramp, certificate, stages, starts, number);
    }

    /** Whether there is a ramp at all. */
    public boolean hasRamp() {
        return ramp != null;
    }

    /** The whole policy: what is sent once there is nothing more to wait for. */
    public HstsPolicy whole() {
        return stages[stages.length - 1].policy();
    }

    /** What keeps the ramp from going on at {@code now}; empty when nothing does, or when there is nowhere to go. */
    public Optional<HstsHold> hold(Instant now) {
        return reach == stages.length - 1 || !certificate.isBadAt(now)
                ? Optional.empty()
                : Optional.of(HstsHold.of(certificate, now));
    }

    /** What is sent next, seen from {@code now}; empty at the end of the ramp and without one. */
    public Optional<HstsNext> next(Instant now) {
        long second = now.getEpochSecond();
        int number = at(second).number() + 1;
        if (ramp == null || number == stages.length) {
            return Optional.empty();
        }
        if (hold(now).isPresent()) {
            return Optional.of(new HstsNext(Optional.empty(), stages[Math.max(number, byDate(second))].policy()));
        }
        LocalDate date = ramp.startOf(number);
        return Optional.of(new HstsNext(Optional.of(date), stages[number].policy()));
    }

    private int byDate(long now) {
        int number = stages.length - 1;
        while (now < starts[number]) {
            number--;
        }
        return number;
    }
}
