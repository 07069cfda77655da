package frontdoor.loop;

import io.netty.channel.IoHandle;
import io.netty.channel.epoll.EpollIoHandle;
import io.netty.channel.unix.FileDescriptor;

/** A channel over epoll, contained. */
final class EpollHandle extends ContainedHandle implements EpollIoHandle {
    private final EpollIoHandle handle;

    EpollHandle(IoHandle handle) {
        super(handle);
        this.handle = (EpollIoHandle) handle;
    }

    @Override
    public FileDescriptor fd() {
        return handle.fd();
    }
}
