package frontdoor.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.netty.channel.IoHandle;
import io.netty.channel.IoHandler;
import io.netty.channel.IoHandlerContext;
import io.netty.channel.IoRegistration;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.ThreadPerTaskExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Q14: what the transport itself throws costs a turn, and only who loses every turn gives up. */
class LastingLoopTest {
    private final FailingIo io = new FailingIo();
    private final LastingLoop loop = new LastingLoop(
            null,
            new ThreadPerTaskExecutor(new DefaultThreadFactory("lasting")),
            LastingIo.factory(_ -> io, _ -> null));

    @AfterEach
    void close() {
        loop.shutdownGracefully(0, 0, TimeUnit.SECONDS).awaitUninterruptibly();
    }

    @Test
    void goesOnWhenATurnIsLost() throws Exception {
        Thread thread = loop.submit(Thread::currentThread).get(1, TimeUnit.MINUTES);
        for (int round = 1; round <= 3; round++) {
            int failures = round;
            loop.execute(() -> io.toFail.set(1));
            await().until(() -> io.failed.get() == failures);
            assertThat(loop.submit(Thread::currentThread).get(1, TimeUnit.MINUTES))
                    .isSameAs(thread);
        }
        assertThat(io.initialized).hasValue(1);
    }

    @Test
    void endsWhenItLosesTurnAfterTurn() {
        loop.execute(() -> io.toFail.set(Integer.MAX_VALUE));

        assertThat(loop.terminationFuture().awaitUninterruptibly(10, TimeUnit.SECONDS))
                .isTrue();
        assertThat(io.failed).hasValue(LastingLoop.MAX_LOST);
    }

    /** A transport without channels that fails as often as it is told to. */
    private static final class FailingIo implements IoHandler {
        private final AtomicInteger toFail = new AtomicInteger();
        private final AtomicInteger failed = new AtomicInteger();
        private final AtomicInteger initialized = new AtomicInteger();

        @Override
        public void initialize() {
            initialized.incrementAndGet();
        }

        @Override
        public int run(IoHandlerContext context) {
            if (toFail.getAndUpdate(left -> Math.max(left - 1, 0)) > 0) {
                failed.incrementAndGet();
                throw new OutOfMemoryError("thrown by a test");
            }
            if (context.canBlock()) {
                LockSupport.parkNanos(1_000_000);
            }
            return 0;
        }

        @Override
        public IoRegistration register(IoHandle handle) {
            throw new AssertionError("no channels here");
        }

        @Override
        public void wakeup() {}

        @Override
        public boolean isCompatible(Class<? extends IoHandle> handleType) {
            return false;
        }
    }
}
