package frontdoor.loop;

import io.netty.channel.IoHandle;
import io.netty.channel.nio.NioIoHandle;
import java.nio.channels.SelectableChannel;

/** A channel over NIO, contained. */
final class NioHandle extends ContainedHandle implements NioIoHandle {
    private final NioIoHandle handle;

    NioHandle(IoHandle handle) {
        super(handle);
        this.handle = (NioIoHandle) handle;
    }

    @Override
    public SelectableChannel selectableChannel() {
        return handle.selectableChannel();
    }
}
