package frontdoor.reload;

import frontdoor.config.ConfigLoader;
import frontdoor.config.ConfigResult;
import frontdoor.config.FrontdoorConfig;
import frontdoor.files.FilesRead;
import frontdoor.report.Cause;
import frontdoor.report.Place;
import frontdoor.report.Problem;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reloads from files: notices what has changed, reads it, hands it to the {@link Changeover}, and tells what became of it.
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
    private final Changeover changeover;
    private final List<ReloadListener> listeners = new CopyOnWriteArrayList<>();

    private final ReloadLog told;
    private final WatchedFiles watched;
    /** The files of what is in force. */
    private FilesRead read;

    /** The files that were read last, for whatever came of it. */
    private Set<Path> files;
    /** What was read last, in force or not: its certificates are watched, for they may be what it waits for. */
    private FrontdoorConfig named;

    private FileContents seen = FileContents.NONE;

    /** Starts from what is in force by {@code changeover}, read from {@code file} and the other files of {@code read}. */
    public Reloader(Path file, FilesRead read, Changeover changeover, InstantSource clock) {
        this.file = file;
        this.told = new ReloadLog(file);
        this.read = read;
        this.files = read.paths();
        this.watched = new WatchedFiles(clock);
        this.changeover = changeover;
        this.named = inForce();
    }

    /** What was written of what is in force. */
    private FrontdoorConfig inForce() {
        return changeover.inForce().config();
    }

    /** {@code listener} hears of every reload from now on, when what it put in force is there to be looked up. */
    public void add(ReloadListener listener) {
        listeners.add(listener);
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
        return named == inForce() ? List.of(named) : List.of(inForce(), named);
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
                named = inForce();
                return changeover.changeTo(inForce());
            }
            return switch (ConfigLoader.load(file)) {
                case ConfigResult.Rejected(List<Problem> problems, FilesRead rejected) -> {
                    files = rejected.paths();
                    yield changeover.refuse(problems);
                }
                case ConfigResult.Loaded(FrontdoorConfig config, FilesRead loaded) -> {
                    files = loaded.paths();
                    named = config;
                    Reload outcome = changeover.changeTo(config);
                    if (inForce() == config) {
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
}
