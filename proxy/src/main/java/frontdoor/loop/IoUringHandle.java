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

    private final PeerEnds ends = new PeerEnds(channel());
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
        IoUringIoEvent completed = (IoUringIoEvent) event;
        tellsFailedAccept = completed.opcode() == IORING_OP_ACCEPT && completed.res() < 0;
        ends.handle(registration, completed, super::handle);
        tellsFailedAccept = false;
    }

    private boolean refuses() {
        return tellsFailedAccept && channel().isActive() && !channel().config().isAutoRead();
    }

    private final class Accepting extends DelegatingRegistration {
        /** What the transport answers when nothing was asked of the kernel. */
        private static final long NOTHING = 0;

        Accepting(IoRegistration registration) {
            super(registration);
        }

        @Override
        public long submit(IoOps ops) {
            return refuses() ? NOTHING : super.submit(ops);
        }
    }
}
