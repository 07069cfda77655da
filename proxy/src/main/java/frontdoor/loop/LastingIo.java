package frontdoor.loop;

import io.netty.channel.IoHandle;
import io.netty.channel.IoHandler;
import io.netty.channel.IoHandlerContext;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.IoRegistration;
import io.netty.util.concurrent.ThreadAwareExecutor;
import java.util.function.Function;

/** A transport's input and output on one event loop, where every channel is contained: what it throws ends it, and nothing else. */
final class LastingIo implements IoHandler {
    private final IoHandler io;
    private final Function<IoHandle, ContainedHandle> contain;
    private boolean initialized;

    private LastingIo(IoHandler io, Function<IoHandle, ContainedHandle> contain) {
        this.io = io;
        this.contain = contain;
    }

    /** Contains the channels of {@code transport} by {@code contain}, which knows what kind of handles they have. */
    static IoHandlerFactory factory(IoHandlerFactory transport, Function<IoHandle, ContainedHandle> contain) {
        return new IoHandlerFactory() {
            @Override
            public IoHandler newHandler(ThreadAwareExecutor loop) {
                return new LastingIo(transport.newHandler(loop), contain);
            }

            @Override
            public boolean isChangingThreadSupported() {
                return transport.isChangingThreadSupported();
            }
        };
    }

    /** Once, although a loop that has lost a turn begins anew. */
    @Override
    public void initialize() {
        if (!initialized) {
            initialized = true;
            io.initialize();
        }
    }

    @Override
    public int run(IoHandlerContext context) {
        return io.run(context);
    }

    @Override
    public void prepareToDestroy() {
        io.prepareToDestroy();
    }

    @Override
    public void destroy() {
        io.destroy();
    }

    @Override
    public IoRegistration register(IoHandle handle) throws Exception {
        ContainedHandle contained = contain.apply(handle);
        return contained.registrationOf(io.register(contained));
    }

    @Override
    public void wakeup() {
        io.wakeup();
    }

    @Override
    public boolean isCompatible(Class<? extends IoHandle> handleType) {
        return io.isCompatible(handleType);
    }
}
