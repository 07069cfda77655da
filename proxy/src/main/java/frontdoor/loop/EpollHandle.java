package frontdoor.loop;

import io.netty.channel.IoEvent;
import io.netty.channel.IoHandle;
import io.netty.channel.IoOps;
import io.netty.channel.IoRegistration;
import io.netty.channel.epoll.EpollIoEvent;
import io.netty.channel.epoll.EpollIoHandle;
import io.netty.channel.epoll.EpollIoOps;
import io.netty.channel.unix.FileDescriptor;

/**
 * A channel over epoll, contained; and one that reads no more than it is asked to when its peer has ended.
 *
 * <p>At an end that is told of apart ({@code EPOLLRDHUP}), Netty reads everything that is still there, whether reading is on or not. So the
 * kernel is not asked to: the end is met behind the data, when reading gets there. Only an error and the end of both directions are told
 * unasked, for as long as nobody looks; they are looked at.
 */
final class EpollHandle extends ContainedHandle implements EpollIoHandle {
    /** From {@code epoll.h}: both directions have ended. */
    private static final int EPOLLHUP = 0x10;
    /** {@code EPOLLMSG}, which the kernel never tells of: who asks for nothing at all is taken out, and Netty believes that it asks. */
    private static final EpollIoOps NEVER_TOLD = EpollIoOps.valueOf(0x400);

    private final EpollIoHandle handle;

    EpollHandle(IoHandle handle) {
        super(handle);
        this.handle = (EpollIoHandle) handle;
    }

    @Override
    public FileDescriptor fd() {
        return handle.fd();
    }

    @Override
    IoRegistration registrationOf(IoRegistration registration) {
        return new WithoutEnds(registration);
    }

    @Override
    public void handle(IoRegistration registration, IoEvent event) {
        EpollIoOps told = ((EpollIoEvent) event).ops();
        super.handle(
                registration,
                (told.value() & EPOLLHUP) != 0 && channel().isActive()
                        ? new Ended(told.with(EpollIoOps.EPOLLRDHUP))
                        : event);
    }

    private record Ended(EpollIoOps ops) implements EpollIoEvent {}

    private static final class WithoutEnds extends DelegatingRegistration {
        WithoutEnds(IoRegistration registration) {
            super(registration);
        }

        @Override
        public long submit(IoOps ops) {
            EpollIoOps asked = (EpollIoOps) ops;
            return super.submit(
                    asked.contains(EpollIoOps.EPOLLRDHUP)
                            ? asked.without(EpollIoOps.EPOLLRDHUP).with(NEVER_TOLD)
                            : asked);
        }
    }
}
