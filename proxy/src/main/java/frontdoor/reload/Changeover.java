package frontdoor.reload;

import frontdoor.certificates.CertificateReading;
import frontdoor.certificates.LoadedCertificates;
import frontdoor.challenge.HttpChallenges;
import frontdoor.config.FrontdoorConfig;
import frontdoor.groups.UpstreamGroups;
import frontdoor.plan.Plan;
import frontdoor.plan.Refusal;
import frontdoor.plan.SettingAdvice;
import frontdoor.plan.VerdictLog;
import frontdoor.promises.Promises;
import frontdoor.report.Cause;
import frontdoor.report.Problem;
import frontdoor.snapshot.CurrentSnapshot;
import frontdoor.snapshot.InForce;
import frontdoor.snapshot.Snapshot;
import frontdoor.snapshot.SnapshotBuilder;
import frontdoor.tls.ServerTls;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import javax.net.ssl.SSLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The change from what is in force to something else: build, judge, record, swap, settle; or everything stays as it was, with a reason.
 *
 * <p>It does not ask where a configuration comes from, nor why just now: {@link Reloader} does, for files.
 *
 * <h2>Threads</h2>
 *
 * Any thread that may block; one change at a time.
 */
public final class Changeover {
    private static final Logger log = LoggerFactory.getLogger(Changeover.class);

    private final CurrentSnapshot snapshots;
    private final ServerTls tls;
    private final UpstreamGroups upstreams;
    private final Promises promises;
    private final HttpChallenges challenges;
    private final InstantSource clock;
    private volatile InForce inForce;
    /** What is done just before others are served. */
    private BiConsumer<FrontdoorConfig, LoadedCertificates> ready = (_, _) -> {};
    /** When it was put in force. */
    private Instant since;

    /** Starts from what is in force, whose servers are checked from now on. */
    public Changeover(InForce first, Served served) {
        this.inForce = first;
        this.snapshots = served.snapshots();
        this.tls = served.tls();
        this.upstreams = served.upstreams();
        this.promises = served.promises();
        this.challenges = served.challenges();
        this.clock = served.clock();
        this.since = clock.instant();
        upstreams.retain(first.snapshot().backends(), first.snapshot().groups());
    }

    /**
     * The parts that a change swaps.
     *
     * @param snapshots what exchanges see
     * @param tls what handshakes see
     * @param upstreams groups, and their pools, which live on
     * @param promises where is recorded what is sent
     * @param challenges what authorities are answered on port 80
     * @param clock for the validity of certificates
     */
    public record Served(
            CurrentSnapshot snapshots,
            ServerTls tls,
            UpstreamGroups upstreams,
            Promises promises,
            HttpChallenges challenges,
            InstantSource clock) {}

    /** Has {@code ready} called with whatever will be served, just before it is; it may take some seconds. */
    public synchronized void beforeServing(BiConsumer<FrontdoorConfig, LoadedCertificates> ready) {
        this.ready = ready;
    }

    /** What is in force now. */
    public InForce inForce() {
        return inForce;
    }

    /**
     * Puts {@code config} in force, with its certificates as they are now, if both are good; for renewed certificates alone, the
     * configuration that is in force. Blocks.
     */
    public synchronized Reload changeTo(FrontdoorConfig config) {
        List<Problem> needRestart =
                config == inForce.config() ? List.of() : RestartOnly.problems(inForce.config(), config);
        if (!needRestart.isEmpty()) {
            return refuse(needRestart);
        }
        return switch (CertificateReading.read(config, inForce.certificates(), clock)) {
            case CertificateReading.Bad(List<Problem> problems) -> refuse(problems);
            // Where nothing differs there is nothing to judge.
            case CertificateReading.Good(LoadedCertificates certificates) ->
                isServed(config, certificates)
                        ? apply(config, certificates, Plan.NOTHING, Plan.NOTHING)
                        : judge(config, certificates);
        };
    }

    private boolean isServed(FrontdoorConfig config, LoadedCertificates certificates) {
        return config.saysSameAs(inForce.config())
                && certificates.byFiles().equals(inForce.certificates().byFiles())
                && certificates.backends().equals(inForce.certificates().backends())
                && certificates.revoked().equals(inForce.certificates().revoked());
    }

    private Reload judge(FrontdoorConfig config, LoadedCertificates certificates) {
        Plan before = planOf(inForce.config(), inForce.certificates());
        Plan next = planOf(config, certificates);
        List<Problem> refusal = Refusal.ofReload(before, next);
        return refusal.isEmpty() ? apply(config, certificates, before, next) : refuse(refusal);
    }

    private Plan planOf(FrontdoorConfig config, LoadedCertificates certificates) {
        return Plan.of(config, certificates, promises.ledger(), clock.instant());
    }

    /** The configuration in force stays; its certificates may have been renewed all the same, and one bad input does not hold up the other. */
    synchronized Reload refuse(List<Problem> problems) {
        FrontdoorConfig config = inForce.config();
        Plan before = planOf(config, inForce.certificates());
        CertificateReading.renew(config, inForce.certificates(), clock).ifPresent(renewed -> {
            Plan next = planOf(config, renewed);
            if (Refusal.ofReload(before, next).isEmpty()) {
                apply(config, renewed, before, next);
            }
        });
        return new Reload.Refused(problems);
    }

    private Reload apply(FrontdoorConfig config, LoadedCertificates certificates, Plan before, Plan next) {
        boolean same = isServed(config, certificates);
        Set<String> told = new HashSet<>(inForce.certificates().warnings());
        certificates.warnings().stream()
                .filter(warning -> !told.contains(warning))
                .forEach(warning -> log.atWarn().addKeyValue("warning", warning).log("certificate"));
        if (same && inForce.snapshot().unrecorded().isEmpty()) {
            inForce = new InForce(config, inForce.snapshot(), certificates);
            return new Reload.Unchanged(since, certificates.warnings());
        }
        Optional<Problem> unrecorded = record(config, certificates);
        // A renewed certificate is served all the same: the policy stays at what is recorded.
        if (unrecorded.isPresent() && !config.saysSameAs(inForce.config())) {
            return refuse(List.of(unrecorded.get()));
        }
        if (!same) {
            VerdictLog.logNew(before, next);
            SettingAdvice.logNew(inForce.config(), config);
            since = clock.instant();
        }
        swap(config, certificates);
        return new Reload.Applied(certificates.warnings());
    }

    /** What a configuration promises is written down before any of it is sent. */
    private Optional<Problem> record(FrontdoorConfig config, LoadedCertificates certificates) {
        try {
            promises.record(config, certificates);
            return Optional.empty();
        } catch (IOException failed) {
            return Optional.of(new Problem(
                    config.places().of("state-directory"),
                    "state-directory",
                    "what browsers would be promised cannot be recorded in " + promises.place() + ": "
                            + failed.getMessage()));
        }
    }

    private void swap(FrontdoorConfig config, LoadedCertificates certificates) {
        Snapshot snapshot = SnapshotBuilder.build(config, certificates, upstreams, promises, challenges);
        prepare(config, snapshot);
        ready.accept(config, certificates);
        CertificateChanges.log(inForce.certificates(), certificates);
        inForce = new InForce(config, snapshot, certificates);
        tls.swap(certificates.store());
        snapshots.swap(snapshot);
        upstreams.retain(snapshot.backends(), snapshot.groups());
        settle();
    }

    private void prepare(FrontdoorConfig config, Snapshot snapshot) {
        try {
            tls.prepare(snapshot.terms(), config.tls().ticketKeys().orElse(null));
        } catch (SSLException impossible) {
            throw new IllegalStateException(
                    "no TLS to be had on these terms: " + Cause.inWords(impossible), impossible);
        }
    }

    /**
     * Records that nothing but what is in force is sent any more: to be called once at a start, when it serves. Does nothing while a host
     * sends what was recorded before, for want of better. Blocks.
     */
    public synchronized void settle() {
        if (inForce.snapshot().unrecorded().isEmpty()) {
            promises.settle(inForce.config(), inForce.certificates());
        }
    }

    /**
     * Makes sure that what is in force is recorded, whatever has become of the file meanwhile. What could not be recorded before is sent
     * when it can be. Writes nothing when all is well. Blocks.
     */
    public synchronized void recordAgain() {
        boolean recorded = record(inForce.config(), inForce.certificates()).isEmpty();
        if (recorded && !inForce.snapshot().unrecorded().isEmpty()) {
            swap(inForce.config(), inForce.certificates());
            log.info("all HSTS policies are recorded, and sent as they are configured");
        }
    }
}
