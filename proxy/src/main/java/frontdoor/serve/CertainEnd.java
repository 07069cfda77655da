package frontdoor.serve;

import frontdoor.loop.Loop;
import frontdoor.loop.LoopWatchdog;
import frontdoor.loop.LoopWatchdog.Lost;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntConsumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The end of a process that has lost an event loop: what is left of it would take connections and never answer, so it ends with
 * {@link ExitCode#LOOP_LOST} and a supervisor starts it anew.
 *
 * <p>The loss is told with the loop's stack, health checks hear of it for {@link #TELL_NANOS}, in which the other loops go on, and an end in
 * order is tried. If that has not come within {@link #GRACE} looks, the process is halted, whatever hangs: no hook is run, and nothing on
 * the way there allocates, waits for a lock or writes.
 *
 * <h2>Threads</h2>
 *
 * Two of its own, both running from the start, since neither may be to be had in the end: one looks and halts, one tells.
 */
final class CertainEnd {
    /** Looks from the loss to the halt. */
    static final int GRACE = 7;

    private static final Logger log = LoggerFactory.getLogger(CertainEnd.class);
    private static final long LOOK_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final long TELL_NANOS = TimeUnit.SECONDS.toNanos(2);
    private static final int FRAMES = 40;

    private final LoopWatchdog watchdog;
    private final Runnable orderly;
    private final IntConsumer halt;
    private final CountDownLatch loss = new CountDownLatch(1);
    private int looksLeft = GRACE;

    CertainEnd(LoopWatchdog watchdog, Runnable orderly, IntConsumer halt) {
        this.watchdog = watchdog;
        this.orderly = orderly;
        this.halt = halt;
    }

    /** Watches from now on; {@code orderly} asks for an end in order and returns. */
    static CertainEnd watch(LoopWatchdog watchdog, Runnable orderly) {
        CertainEnd end = new CertainEnd(watchdog, orderly, Runtime.getRuntime()::halt);
        Thread.ofPlatform().daemon().name("frontdoor-watchdog").start(end::lookOn);
        Thread.ofPlatform().daemon().name("frontdoor-watchdog-tells").start(end::tellOfLoss);
        return end;
    }

    private void lookOn() {
        while (true) {
            park(LOOK_NANOS);
            look();
        }
    }

    private static void park(long nanos) {
        long until = System.nanoTime() + nanos;
        for (long left = nanos; left > 0; left = until - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }

    /** One look. */
    void look() {
        if (watchdog.look() == null) {
            return;
        }
        loss.countDown();
        if (looksLeft-- == 0) {
            halt.accept(ExitCode.LOOP_LOST);
        }
    }

    /** Waits for a loss, tells of it, and asks for the end. */
    void tellOfLoss() {
        try {
            loss.await();
        } catch (InterruptedException _) {
            return;
        }
        try {
            tell(watchdog.lost());
        } finally {
            park(TELL_NANOS);
            orderly.run();
        }
    }

    private static void tell(@Nullable Lost lost) {
        if (lost == null) {
            return;
        }
        log.atError()
                .addKeyValue("loop", lost.loop().index())
                .addKeyValue("loss", lost.loss().word())
                .addKeyValue("stack", stackOf(lost.loop()))
                .log("an event loop is lost; the process ends with exit code " + ExitCode.LOOP_LOST);
    }

    private static String stackOf(Loop loop) {
        Thread thread = loop.thread();
        return thread == null
                ? ""
                : thread.getName() + ": "
                        + Arrays.stream(thread.getStackTrace())
                                .limit(FRAMES)
                                .map(StackTraceElement::toString)
                                .collect(Collectors.joining(" < "));
    }
}
