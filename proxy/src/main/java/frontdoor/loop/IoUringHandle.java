package frontdoor.loop;

import io.netty.channel.IoEvent;
import io.netty.channel.IoHandle;
import io.netty.channel.IoOps;
import io.netty.channel.IoRegistration;
import io.netty.channel.ServerChannel;
import io.netty.channel.uring.IoUringIoEvent;
import io.netty.channel.uring.IoUringIoHandle;

/**
 * A channel over io_uring, contained; and where it listens, one that does not accept while its acceptor pauses.
 *
 * <p>Netty asks the kernel for the next connection as soon as an accept has failed, whether its channel wants to read or not. Without
 * descriptors that fails at once, and again, for ever: a loop that burns a core. So the request made while a failure is being told is
 * refused unless reading is on; the acceptor makes it later, by switching reading on again.
 */
final class IoUringHandle extends ContainedHandle implements IoUringIoHandle {
    /** From {@code io_uring.h}. */
    private static final byte IORING_OP_ACCEPT = 13;

    private boolean tellsFailedAccept;

    IoUringHandle(IoHandle handle) {
        super(handle);
    }

    @Override
    IoRegistration registrationOf(IoRegistration registration) {
        return channel() instanceof ServerChannel ? new Accepting(registration) : registration;
    }

    @Override
    public void handle(IoRegistration registration, IoEvent event) {
        tellsFailedAccept = event instanceof IoUringIoEvent completed
                && completed.opcode() == IORING_OP_ACCEPT
                && completed.res() < 0;
        super.handle(registration, event);
        tellsFailedAccept = false;
    }

    private boolean refuses() {
        return tellsFailedAccept && channel().isActive() && !channel().config().isAutoRead();
    }

    private final class Accepting implements IoRegistration {
        /** What the transport answers when nothing was asked of the kernel. */
        private static final long NOTHING = 0;

        private final IoRegistration registration;

        Accepting(IoRegistration registration) {
            this.registration = registration;
        }

        @Override
        public long submit(IoOps ops) {
            return refuses() ? NOTHING : registration.submit(ops);
        }

        @Override
        @SuppressWarnings("TypeParameterUnusedInFormals") // Netty's
        public <T> T attachment() {
            return registration.attachment();
        }

        @Override
        public boolean isValid() {
            return registration.isValid();
        }

        @Override
        public boolean cancel() {
            return registration.cancel();
        }
    }
}
