package frontdoor.loop;

import io.netty.channel.Channel;
import io.netty.channel.IoEvent;
import io.netty.channel.IoHandle;
import io.netty.channel.IoRegistration;
import io.netty.channel.ServerChannel;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One channel as the transport sees it, with a wall around it: whatever the channel throws at an event, an {@link Error} included, ends that
 * channel and nothing else. Unwalled, it would end the event loop with all its connections (io_uring allocates where nobody catches).
 *
 * <p>The channel's handlers hear of it first, so that an exchange ends with its reason. A listening socket is not closed: its
 * acceptor pauses, and accepts again.
 *
 * <h2>Threads</h2>
 *
 * Confined to the event loop of its channel.
 */
abstract class ContainedHandle implements IoHandle {
    private static final Logger log = LoggerFactory.getLogger(ContainedHandle.class);

    private final IoHandle handle;
    /** The same object: for every transport of Netty's the handle is the channel's unsafe half. */
    private final Channel.Unsafe unsafe;

    ContainedHandle(IoHandle handle) {
        this.handle = handle;
        this.unsafe = (Channel.Unsafe) handle;
    }

    /** What the channel is to take for its registration. */
    IoRegistration registrationOf(IoRegistration registration) {
        return registration;
    }

    @Override
    public void handle(IoRegistration registration, IoEvent event) {
        try {
            handle.handle(registration, event);
        } catch (Throwable thrown) {
            onThrown(thrown);
        }
    }

    private void onThrown(Throwable thrown) {
        try {
            Channel channel = channel();
            channel.pipeline().fireExceptionCaught(thrown);
            if (!(channel instanceof ServerChannel)) {
                close();
            }
        } catch (Throwable again) {
            Survived.tell(log, again, "a connection failed and could not be closed in order; the others go on");
        }
    }

    final Channel channel() {
        return unsafe.voidPromise().channel();
    }

    @Override
    public void registered() {
        handle.registered();
    }

    @Override
    public void unregistered() {
        handle.unregistered();
    }

    @Override
    public void close() {
        unsafe.close(unsafe.voidPromise());
    }
}
