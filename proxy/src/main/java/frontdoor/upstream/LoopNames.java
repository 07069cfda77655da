package frontdoor.upstream;

import io.netty.channel.ChannelFactory;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.DatagramChannel;
import io.netty.resolver.AddressResolver;
import io.netty.resolver.dns.DnsAddressResolverGroup;
import io.netty.resolver.dns.DnsNameResolverBuilder;
import io.netty.util.concurrent.Future;
import java.net.InetSocketAddress;
import java.util.List;

/**
 * The way of one event loop to the name servers. It is there only with its socket: Netty's resolver, made without a descriptor, would
 * never find a name again, and tell so on a thread of its own.
 *
 * <h2>Threads</h2>
 *
 * Confined to its event loop.
 */
final class LoopNames {
    private final DatagramChannel socket;
    private final AddressResolver<InetSocketAddress> resolver;

    private LoopNames(DatagramChannel socket, AddressResolver<InetSocketAddress> resolver) {
        this.socket = socket;
        this.resolver = resolver;
    }

    /** Takes {@code builder}, which is of no use to others then. */
    static LoopNames open(EventLoop loop, ChannelFactory<? extends DatagramChannel> udp, DnsNameResolverBuilder builder)
            throws NoSocketException {
        DatagramChannel socket;
        try {
            socket = udp.newChannel();
        } catch (RuntimeException | Error failed) {
            throw new NoSocketException(failed);
        }
        try {
            var group = new DnsAddressResolverGroup(builder.datagramChannelFactory(() -> socket));
            return new LoopNames(socket, group.getResolver(loop));
        } catch (RuntimeException | Error failed) {
            socket.unsafe().closeForcibly();
            throw failed;
        }
    }

    /** False once the socket was closed for an error. */
    boolean isOpen() {
        return socket.isOpen();
    }

    Future<List<InetSocketAddress>> find(InetSocketAddress unresolved) {
        return resolver.resolveAll(unresolved);
    }
}
