package frontdoor;

import java.io.PrintWriter;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;

/**
 * A front door from its opening to its end: SIGTERM and SIGINT drain it, a second one ends it at once, SIGHUP reads the files again.
 */
final class Serving {
    private Serving() {}

    /** Serves until a signal ends it, and returns the exit code; {@code opened} hears when clients can come. */
    static int serve(Start start, PrintWriter err, Consumer<FrontDoor> opened) {
        FrontDoor frontDoor;
        try {
            frontDoor = FrontDoor.open(start);
        } catch (CannotStartException refused) {
            err.println(refused.getMessage());
            return refused.exitCode();
        }
        CountDownLatch asked = new CountDownLatch(1);
        Runnable end = () -> {
            if (asked.getCount() == 0) {
                frontDoor.closeNow();
            }
            asked.countDown();
        };
        Signals.handle("TERM", end);
        Signals.handle("INT", end);
        Signals.handle("HUP", frontDoor::reloadNow);
        opened.accept(frontDoor);
        awaitUninterruptibly(asked);
        frontDoor.close();
        return ExitCode.GOOD;
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
