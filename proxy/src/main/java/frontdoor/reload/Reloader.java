package frontdoor.reload;

import frontdoor.config.ConfigLoader;
import frontdoor.config.ConfigResult;
import frontdoor.config.FrontdoorConfig;
import frontdoor.config.Problem;
import frontdoor.snapshot.CertificateReading;
import frontdoor.snapshot.CurrentSnapshot;
import frontdoor.snapshot.InForce;
import frontdoor.snapshot.LoadedCertificates;
import frontdoor.snapshot.Snapshot;
import frontdoor.snapshot.SnapshotBuilder;
import frontdoor.tls.ServerTls;
import frontdoor.upstream.Upstreams;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
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

    private final Path file;
    private final CurrentSnapshot snapshots;
    private final ServerTls tls;
    private final Upstreams upstreams;
    private final InstantSource clock;
    private final ReloadListener listener;

    private volatile InForce inForce;
    private Set<Path> files;
    private FileContents seen;

    /** Starts from what is in force, read from {@code file} and the other {@code files}. */
    public Reloader(Path file, Set<Path> files, InForce first, Served served, ReloadListener listener) {
        this.file = file;
        this.files = Set.copyOf(files);
        this.inForce = first;
        this.snapshots = served.snapshots();
        this.tls = served.tls();
        this.upstreams = served.upstreams();
        this.clock = served.clock();
        this.listener = listener;
        this.seen = look();
    }

    /**
     * What a reload swaps.
     *
     * @param snapshots what exchanges see
     * @param tls what handshakes see
     * @param upstreams pools, which live on
     * @param clock for the validity of certificates
     */
    public record Served(CurrentSnapshot snapshots, ServerTls tls, Upstreams upstreams, InstantSource clock) {}

    /** What is in force now. */
    public InForce inForce() {
        return inForce;
    }

    /** Looks at every file that matters: the configuration with its includes, and all certificates. */
    synchronized FileContents look() {
        return FileContents.of(files, inForce.config());
    }

    /** Whether anything differs from what the last reload saw, or from what was there at the start. */
    synchronized boolean isChanged(FileContents contents) {
        return !contents.equals(seen);
    }

    /** Reads everything again and puts it in force if it is good. Blocks. */
    public synchronized Reload reload() {
        FileContents before = look();
        Reload outcome = attempt();
        FileContents after = look();
        // What changed while it was read must count as a change; files that the new configuration names are watched
        // from now on.
        seen = after.agreesWith(before) ? after : before;
        switch (outcome) {
            case Reload.Refused(List<Problem> problems) ->
                problems.forEach(problem -> log.atError()
                        .addKeyValue("problem", problem)
                        .log("reload refused, everything stays as it was"));
            case Reload.Applied() -> log.atInfo().addKeyValue("file", file).log("configuration reloaded");
            case Reload.Unchanged() -> log.atInfo().addKeyValue("file", file).log("configuration unchanged");
        }
        listener.reloaded(outcome);
        return outcome;
    }

    private Reload attempt() {
        switch (ConfigLoader.load(file)) {
            case ConfigResult.Rejected(List<Problem> problems, Set<Path> read) -> {
                files = read;
                return new Reload.Refused(problems);
            }
            case ConfigResult.Loaded(FrontdoorConfig config, Set<Path> read) -> {
                files = read;
                return build(config);
            }
        }
    }

    private Reload build(FrontdoorConfig config) {
        List<Problem> needRestart = RestartOnly.problems(inForce.config(), config);
        if (!needRestart.isEmpty()) {
            return new Reload.Refused(needRestart);
        }
        return switch (CertificateReading.read(config, inForce.certificates(), clock)) {
            case CertificateReading.Bad(List<Problem> problems) -> new Reload.Refused(problems);
            case CertificateReading.Good(LoadedCertificates certificates) -> apply(config, certificates);
        };
    }

    private Reload apply(FrontdoorConfig config, LoadedCertificates certificates) {
        boolean same = config.equals(inForce.config())
                && certificates.byFiles().equals(inForce.certificates().byFiles());
        certificates.warnings().stream()
                .filter(warning -> !inForce.certificates().warnings().contains(warning))
                .forEach(warning -> log.atWarn().addKeyValue("warning", warning).log("certificate"));
        Snapshot snapshot = same ? inForce.snapshot() : SnapshotBuilder.build(config, upstreams);
        CertificateChanges.log(inForce.certificates(), certificates);
        inForce = new InForce(config, snapshot, certificates);
        if (same) {
            return new Reload.Unchanged();
        }
        tls.swap(certificates.store());
        snapshots.swap(snapshot);
        upstreams.retain(snapshot.backends());
        return new Reload.Applied();
    }
}
