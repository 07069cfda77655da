package frontdoor.serve;

import frontdoor.loop.Periodically;
import frontdoor.supervisor.ServiceManager;
import java.io.PrintWriter;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A front door from its opening to its end: SIGTERM and SIGINT drain it, a second one ends it at once, SIGHUP reads the files again. One that
 * has lost an event loop ends by itself.
 */
public final class Serving {
    private static final ServiceManager SUPERVISOR = ServiceManager.ofProcess();

    private final CountDownLatch asked = new CountDownLatch(1);
    private final AtomicReference<@Nullable FrontDoor> serving = new AtomicReference<>();

    /** One that is not open yet, and hears the signals. */
    public Serving() {
        // Before anything is open: a signal that comes meanwhile must neither be lost nor end the process in its own
        // way.
        Signals.handle("TERM", () -> end(asked, serving.get()));
        Signals.handle("INT", () -> end(asked, serving.get()));
        Signals.handle("HUP", () -> reload(serving.get()));
    }

    /** Opens a front door; what a person is told when it cannot be opened goes to {@code err}, with the exit code then. */
    public OptionalInt open(Start start, PrintWriter err) {
        return open(start, err, CannotStartException::lines);
    }

    /** The same, told by {@code inWords}. */
    public OptionalInt open(Start start, PrintWriter err, Function<CannotStartException, String> inWords) {
        try {
            serving.set(FrontDoor.open(start));
            return OptionalInt.empty();
        } catch (CannotStartException refused) {
            err.println(inWords.apply(refused));
            return OptionalInt.of(refused.exitCode());
        }
    }

    /** Serves what is open until a signal ends it, and returns the exit code; {@code opened} hears that clients can come. */
    public int untilItsEnd(Consumer<FrontDoor> opened) {
        FrontDoor frontDoor = Objects.requireNonNull(serving.get());
        CertainEnd.watch(frontDoor.loops(), asked::countDown);
        var _ = frontDoor.succeeded().thenRun(asked::countDown);
        opened.accept(frontDoor);
        SUPERVISOR.tell("READY=1");
        Periodically watchdog = watch(frontDoor);
        frontDoor.showRequests();
        awaitUninterruptibly(asked);
        if (!frontDoor.succeeded().isDone()) {
            SUPERVISOR.tell("STOPPING=1");
        }
        frontDoor.close();
        watchdog.close();
        return frontDoor.loops().lost() == null ? ExitCode.GOOD : ExitCode.LOOP_LOST;
    }

    /** Tells the service manager that the event loops turn, as often as it wants to hear that. */
    private static Periodically watch(FrontDoor frontDoor) {
        Periodically watchdog = new Periodically("frontdoor-supervisor", "telling the service manager");
        SUPERVISOR
                .watchdog()
                .ifPresent(period -> watchdog.start(
                        () -> {
                            if (frontDoor.loops().lost() == null) {
                                SUPERVISOR.tell("WATCHDOG=1");
                            }
                        },
                        period,
                        () -> period));
        return watchdog;
    }

    private static void end(CountDownLatch asked, @Nullable FrontDoor frontDoor) {
        if (asked.getCount() == 0 && frontDoor != null) {
            frontDoor.closeNow();
        }
        asked.countDown();
    }

    private static void reload(@Nullable FrontDoor frontDoor) {
        if (frontDoor != null) {
            frontDoor.reloadNow();
        }
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        while (true) {
            try {
                latch.await();
                return;
            } catch (InterruptedException _) {
                // Nobody interrupts the main thread to any purpose; signals end the wait.
            }
        }
    }
}
