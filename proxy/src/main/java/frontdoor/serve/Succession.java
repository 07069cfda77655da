package frontdoor.serve;

import frontdoor.handover.Predecessor;
import frontdoor.handover.Successors;
import frontdoor.listen.Inherited;
import frontdoor.loop.TransportKind;
import frontdoor.report.Cause;
import frontdoor.supervisor.ServiceManager;
import frontdoor.vault.StateWrites;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The place of this process in a line of them that serve the same: it has the state directory alone, from the one before, and hands it over
 * to the next one, which may fail.
 *
 * <h2>Threads</h2>
 *
 * The one that opens the front door, then that of a conversation with the next process.
 *
 * <h2>Closing</h2>
 *
 * Lets another process have the state directory. Where this one has not taken over yet, the one before goes on.
 */
final class Succession implements AutoCloseable, Successors.Serving {
    private static final Logger log = LoggerFactory.getLogger(Succession.class);
    private static final ServiceManager SUPERVISOR = ServiceManager.ofProcess();
    private static final long RETRY_NANOS = 50_000_000;
    /** After so many tries it is told that the directory is not to be had back. */
    private static final int TELL = 200;

    private final Path directory;
    private final @Nullable Predecessor predecessor;
    private final Inherited inherited;
    private volatile StateLock lock;
    private @Nullable Successors successors;
    private Supplier<List<Integer>> descriptors = List::of;
    private Runnable onSucceeded = () -> {};
    private volatile boolean ending;

    private Succession(Path directory, @Nullable Predecessor predecessor, Inherited inherited, StateLock lock) {
        this.directory = directory;
        this.predecessor = predecessor;
        this.inherited = inherited;
        this.lock = lock;
    }

    /** Has the state directory from now on: alone, or from the process that {@code start} takes over from. Blocks. */
    static Succession begin(Start start) throws CannotStartException {
        Path directory = start.config().stateDirectory();
        Optional<Predecessor> serving = start.takesOver() ? predecessor(directory) : Optional.empty();
        Predecessor before = serving.orElse(null);
        Inherited inherited = Inherited.none();
        try {
            if (before != null) {
                inherited = Inherited.of(before.take(directory));
                log.info("taking over from the process that serves");
            } else {
                inherited = Inherited.of(TransportKind.hasDescriptors() ? SUPERVISOR.sockets() : List.of());
                if (start.takesOver()) {
                    log.info("no process serves that could be taken over from; starting as usual");
                }
            }
            return new Succession(directory, before, inherited, StateDirectory.prepare(directory));
        } catch (IOException refused) {
            close(before, inherited);
            throw new CannotStartException(ExitCode.CANNOT_START, "frontdoor: " + refused.getMessage());
        } catch (CannotStartException refused) {
            close(before, inherited);
            throw before == null && start.takesOver() && refused.obstacle() instanceof Obstacle.StateInUse
                    ? new CannotStartException(
                            refused.exitCode(),
                            refused.lines() + " (it does not answer those who want to take over)",
                            refused.obstacle())
                    : refused;
        }
    }

    private static Optional<Predecessor> predecessor(Path directory) throws CannotStartException {
        if (!TransportKind.hasDescriptors()) {
            throw new CannotStartException(
                    ExitCode.CANNOT_START,
                    "frontdoor: nothing can be taken over without epoll or io_uring, which cannot be had here;"
                            + " end the process that serves, and start another one");
        }
        try {
            return Predecessor.find(directory);
        } catch (IOException refused) {
            throw new CannotStartException(
                    ExitCode.CANNOT_START,
                    "frontdoor: the process that serves cannot be asked in " + directory + ": "
                            + Cause.inWords(refused));
        }
    }

    private static void close(@Nullable Predecessor before, Inherited inherited) {
        inherited.close();
        if (before != null) {
            before.close();
        }
    }

    /** The sockets that were handed over. */
    Inherited inherited() {
        return inherited;
    }

    /** Whether another process serves until {@link #complete}. */
    boolean isTakingOver() {
        return predecessor != null;
    }

    /** This process serves: the one before comes to its end. Blocks. */
    void complete() throws IOException {
        inherited.close();
        if (predecessor != null) {
            predecessor.toSuccessor();
            log.info("taken over: the process before takes no further connection");
        }
    }

    /**
     * From now on another process can take over: the sockets of {@code listening}; {@code succeeded} hears that it has. Once what is returned is
     * closed none can any more, and one that is about to has the state directory for good.
     */
    AutoCloseable hear(Supplier<List<Integer>> listening, Runnable succeeded) {
        descriptors = listening;
        onSucceeded = succeeded;
        try {
            successors = Successors.hear(directory, this);
        } catch (IOException refused) {
            log.atInfo()
                    .addKeyValue("directory", directory)
                    .addKeyValue("reason", Cause.inWords(refused))
                    .log("no other process can take over from this one");
        }
        return this::stopHearing;
    }

    private void stopHearing() throws IOException {
        ending = true;
        if (successors != null) {
            successors.close();
        }
    }

    @Override
    public List<Integer> descriptors() {
        return descriptors.get();
    }

    @Override
    public void yieldState() {
        StateWrites.suspend();
        lock.close();
    }

    @Override
    public void resumeState() {
        int tries = 0;
        while (!ending && !hasLock()) {
            if (++tries % TELL == 0) {
                log.atError()
                        .addKeyValue("directory", directory)
                        .log(
                                "the process that was to take over has failed and still holds the state directory; end it");
            }
            LockSupport.parkNanos(RETRY_NANOS);
        }
        StateWrites.decide(ending);
    }

    @Override
    public void leaveState() {
        StateWrites.decide(true);
    }

    private boolean hasLock() {
        try {
            lock = StateLock.take(directory);
            return true;
        } catch (CannotStartException _) {
            return false;
        }
    }

    @Override
    public void onSucceeded(long process) {
        StateWrites.decide(true);
        SUPERVISOR.tell("MAINPID=" + process);
        onSucceeded.run();
    }

    @Override
    public void close() {
        lock.close();
        close(predecessor, inherited);
    }
}
