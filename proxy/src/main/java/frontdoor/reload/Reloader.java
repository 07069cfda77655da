package frontdoor.reload;

import frontdoor.certificates.CertificateReading;
import frontdoor.certificates.LoadedCertificates;
import frontdoor.config.ConfigLoader;
import frontdoor.config.ConfigResult;
import frontdoor.config.FrontdoorConfig;
import frontdoor.hocon.FilesRead;
import frontdoor.plan.Plan;
import frontdoor.plan.Refusal;
import frontdoor.plan.VerdictLog;
import frontdoor.promises.Promises;
import frontdoor.report.Cause;
import frontdoor.report.Place;
import frontdoor.report.Problem;
import frontdoor.snapshot.CurrentSnapshot;
import frontdoor.snapshot.InForce;
import frontdoor.snapshot.Snapshot;
import frontdoor.snapshot.SnapshotBuilder;
import frontdoor.tls.ServerTls;
import frontdoor.upstream.Upstreams;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts changed files in force: read, build, judge, swap, retire; or leaves everything as it was and says why.
 *
 * <h2>Threads</h2>
 *
 * Any thread that may block; one reload at a time.
 */
public final class Reloader {
    private static final Logger log = LoggerFactory.getLogger(Reloader.class);
    /** An include that names itself anew at each reading must not hold up the thread for ever. */
    private static final int MOST_READINGS = 3;

    private final Path file;
    private final CurrentSnapshot snapshots;
    private final ServerTls tls;
    private final Upstreams upstreams;
    private final Promises promises;
    private final InstantSource clock;
    private final List<ReloadListener> listeners = new CopyOnWriteArrayList<>();

    private final ReloadLog told;
    private final WatchedFiles watched;
    private volatile InForce inForce;
    /** The files of what is in force. */
    private FilesRead read;

    /** The files that were read last, for whatever came of it. */
    private Set<Path> files;
    /** What was read last, in force or not: its certificates are watched, for they may be what it waits for. */
    private FrontdoorConfig named;

    private FileContents seen = FileContents.NONE;

    /** Starts from what is in force, read from {@code file} and the other files of {@code read}. */
    public Reloader(Path file, FilesRead read, InForce first, Served served) {
        this.file = file;
        this.told = new ReloadLog(file);
        this.read = read;
        this.files = read.paths();
        this.watched = new WatchedFiles(served.clock());
        this.inForce = first;
        this.named = first.config();
        this.snapshots = served.snapshots();
        this.tls = served.tls();
        this.upstreams = served.upstreams();
        this.promises = served.promises();
        this.clock = served.clock();
    }

    /**
     * The parts that a reload swaps.
     *
     * @param snapshots what exchanges see
     * @param tls what handshakes see
     * @param upstreams pools, which live on
     * @param promises where is recorded what is sent
     * @param clock for the validity of certificates
     */
    public record Served(
            CurrentSnapshot snapshots, ServerTls tls, Upstreams upstreams, Promises promises, InstantSource clock) {}

    /** {@code listener} hears of every reload from now on, when what it put in force is there to be looked up. */
    public void add(ReloadListener listener) {
        listeners.add(listener);
    }

    /** What is in force now. */
    public InForce inForce() {
        return inForce;
    }

    /** Looks at every file that matters: the configuration with its includes, and all certificates. */
    synchronized FileContents look() {
        return watched.look(files, configs());
    }

    /** How many files {@link #look} looks at. */
    synchronized int watched() {
        return watched.size();
    }

    private Collection<FrontdoorConfig> configs() {
        return named == inForce.config() ? List.of(named) : List.of(inForce.config(), named);
    }

    /** Whether anything differs from what the last reload saw; true before the first, for nobody knows what a start has missed. */
    synchronized boolean isChanged(FileContents contents) {
        return !contents.equals(seen);
    }

    /** Reads everything again, builds anew what differs, and puts it in force if it is good. Blocks. */
    public synchronized Reload reload() {
        return tell(attemptUntilSeen(watched.read(files, configs())));
    }

    /** The same where a watch saw a change. Its first look makes sure that a start missed nothing, and is no reload if it did not. */
    synchronized Reload reloadChanged() {
        boolean first = seen.equals(FileContents.NONE);
        Reload outcome = attemptUntilSeen(look());
        return first && outcome instanceof Reload.Unchanged ? outcome : tell(outcome);
    }

    private Reload tell(Reload outcome) {
        told.tell(outcome);
        listeners.forEach(listener -> listener.reloaded(outcome));
        return outcome;
    }

    /** Files that the configuration has named just now were not looked at before they were read; so they are read once more. */
    private Reload attemptUntilSeen(FileContents first) {
        FileContents before = first;
        Reload outcome = attempt(before);
        FileContents after = look();
        for (int again = 0; again < MOST_READINGS && !after.isOfSameFilesAs(before); again++) {
            before = after;
            Reload later = attempt(before);
            outcome = later instanceof Reload.Unchanged ? outcome : later;
            after = look();
        }
        // What changed while it was read differs from this, and so counts as a change.
        seen = before;
        return outcome;
    }

    private Reload attempt(FileContents contents) {
        try {
            if (contents.agreesWith(read)) {
                files = read.paths();
                named = inForce.config();
                return build(inForce.config());
            }
            return switch (ConfigLoader.load(file)) {
                case ConfigResult.Rejected(List<Problem> problems, FilesRead rejected) -> {
                    files = rejected.paths();
                    yield refuse(problems);
                }
                case ConfigResult.Loaded(FrontdoorConfig config, FilesRead loaded) -> {
                    files = loaded.paths();
                    named = config;
                    Reload outcome = build(config);
                    if (inForce.config() == config) {
                        read = loaded;
                    }
                    yield outcome;
                }
            };
        } catch (RuntimeException unexpected) {
            log.atError().setCause(unexpected).log("a reload failed in an unexpected way");
            return new Reload.Refused(List.of(new Problem(
                    new Place(file.toString(), 0), "", "cannot be put in force: " + Cause.inWords(unexpected))));
        }
    }

    private Reload build(FrontdoorConfig config) {
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
        return config.equals(inForce.config())
                && certificates.byFiles().equals(inForce.certificates().byFiles());
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
    private Reload refuse(List<Problem> problems) {
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
            return new Reload.Unchanged(certificates.warnings());
        }
        Optional<Problem> unrecorded = record(config, certificates);
        // A renewed certificate is served all the same: the policy stays at what is recorded.
        if (unrecorded.isPresent() && !config.equals(inForce.config())) {
            return refuse(List.of(unrecorded.get()));
        }
        if (!same) {
            VerdictLog.logNew(before, next);
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
                    "what browsers would be promised cannot be recorded in " + promises.path() + ": "
                            + failed.getMessage()));
        }
    }

    private void swap(FrontdoorConfig config, LoadedCertificates certificates) {
        Snapshot snapshot = SnapshotBuilder.build(config, certificates, upstreams, promises);
        CertificateChanges.log(inForce.certificates(), certificates);
        inForce = new InForce(config, snapshot, certificates);
        tls.swap(certificates.store());
        snapshots.swap(snapshot);
        upstreams.retain(snapshot.backends());
        settle();
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
