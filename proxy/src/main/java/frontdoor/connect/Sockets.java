package frontdoor.connect;

import frontdoor.loop.TransportKind;
import io.netty.channel.Channel;
import io.netty.channel.ReflectiveChannelFactory;
import java.net.SocketAddress;

/** The makers of channels to backends, which the event loops drive. */
public interface Sockets {
    /** An unconnected channel of TCP. */
    Channel tcp();

    /** An unconnected channel to a socket of this machine. */
    Channel unix();

    /** The address of the socket at {@code path}, as {@link #unix} takes it. */
    SocketAddress unixAddress(String path);

    /** Those of a transport. */
    static Sockets of(TransportKind kind) {
        var tcp = new ReflectiveChannelFactory<>(kind.socket());
        var unix = new ReflectiveChannelFactory<>(kind.unixSocket());
        return new Sockets() {
            @Override
            public Channel tcp() {
                return tcp.newChannel();
            }

            @Override
            public Channel unix() {
                return unix.newChannel();
            }

            @Override
            public SocketAddress unixAddress(String path) {
                return kind.unixAddress(path);
            }
        };
    }
}
