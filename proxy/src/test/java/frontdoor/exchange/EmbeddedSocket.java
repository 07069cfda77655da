package frontdoor.exchange;

import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.ChannelPromise;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.channel.socket.DuplexChannel;
import io.netty.util.concurrent.Ticker;

/** An embedded channel that can be half-closed like a socket, and whose peer can stop reading. */
public final class EmbeddedSocket extends EmbeddedChannel implements DuplexChannel {
    private boolean outputShutdown;
    private boolean stuck;

    /** A connected socket whose timed tasks follow this clock. */
    public EmbeddedSocket(Ticker ticker) {
        super(EmbeddedChannel.builder().ticker(ticker));
    }

    /** Appends a handler. */
    public void add(ChannelHandler handler) {
        pipeline().addLast(handler);
    }

    /** The peer stops reading: what is written waits in the channel. */
    public void setStuck(boolean stuck) {
        this.stuck = stuck;
        if (!stuck) {
            unsafe().flush();
            runPendingTasks();
        }
    }

    /** A stuck peer takes some octets after all. */
    public void take(int octets) {
        unsafe().outboundBuffer().removeBytes(octets);
        runPendingTasks();
    }

    /** The peer sends FIN. */
    public void finFromPeer() {
        pipeline().fireUserEventTriggered(ChannelInputShutdownEvent.INSTANCE);
        runPendingTasks();
    }

    @Override
    protected void doWrite(ChannelOutboundBuffer in) throws Exception {
        if (!stuck) {
            super.doWrite(in);
        }
    }

    @Override
    public boolean isInputShutdown() {
        return false;
    }

    @Override
    public ChannelFuture shutdownInput() {
        throw new UnsupportedOperationException();
    }

    @Override
    public ChannelFuture shutdownInput(ChannelPromise promise) {
        throw new UnsupportedOperationException();
    }

    @Override
    public boolean isOutputShutdown() {
        return outputShutdown;
    }

    @Override
    public ChannelFuture shutdownOutput() {
        return shutdownOutput(newPromise());
    }

    @Override
    public ChannelFuture shutdownOutput(ChannelPromise promise) {
        outputShutdown = true;
        return promise.setSuccess();
    }

    @Override
    public boolean isShutdown() {
        return outputShutdown;
    }

    @Override
    public ChannelFuture shutdown() {
        return shutdownOutput();
    }

    @Override
    public ChannelFuture shutdown(ChannelPromise promise) {
        return shutdownOutput(promise);
    }
}
