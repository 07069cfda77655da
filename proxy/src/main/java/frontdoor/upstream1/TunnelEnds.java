package frontdoor.upstream1;

import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.ssl.SslHandler;

/**
 * The two directions of a tunnel, which end one after the other; the connection ends with the second.
 *
 * <h2>Threads</h2>
 *
 * Confined to the event loop of its connection.
 */
final class TunnelEnds {
    private final StreamOwner owner;
    private final Channel channel;
    /** The backend has ended its direction. */
    private boolean inputEnded;
    /** Our direction has been ended, and everything before that has left. */
    private boolean outputEnded;

    /** Those of the connection of {@code owner}, whose {@code channel} carries no tunnel yet. */
    TunnelEnds(StreamOwner owner, Channel channel) {
        this.owner = owner;
        this.channel = channel;
    }

    /** The connection carries a tunnel from now on: the backend's FIN ends its direction only. */
    void open() {
        channel.config().setOption(ChannelOption.ALLOW_HALF_CLOSURE, true);
    }

    /** Whether the backend has ended its direction. */
    boolean inputEnded() {
        return inputEnded;
    }

    /** The backend has ended its direction. */
    void onInputEnded() {
        inputEnded = true;
        if (outputEnded) {
            owner.close();
        }
    }

    /** The client has given the tunnel up: the backend sees a reset, so that it does not take it for an end in order (RFC 8441 5). */
    void onGivenUp() {
        channel.config().setOption(ChannelOption.SO_LINGER, 0);
    }

    /** Our direction was written to its end, and all of it has left. */
    void onOutputEnded() {
        if (inputEnded) {
            owner.close();
        } else {
            outputEnded = true;
            endOutput();
        }
    }

    /** Over TLS close_notify says it (RFC 8446 6.1); a FIN behind it could come before what the backend still sends has been read. */
    private void endOutput() {
        SslHandler tls = channel.pipeline().get(SslHandler.class);
        if (tls == null) {
            var _ = ((DuplexChannel) channel).shutdownOutput();
        } else {
            var _ = tls.closeOutbound();
        }
    }
}
