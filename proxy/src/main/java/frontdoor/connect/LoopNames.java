package frontdoor.connect;

import io.netty.channel.ChannelFactory;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.DatagramChannel;
import io.netty.handler.codec.dns.DefaultDnsQuestion;
import io.netty.handler.codec.dns.DnsRecord;
import io.netty.handler.codec.dns.DnsRecordType;
import io.netty.resolver.AddressResolver;
import io.netty.resolver.dns.DnsNameResolver;
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
    /** Names that are asked for once, however many want to know them at the same time. */
    private static final int CONSOLIDATED = 1_000;

    private final DatagramChannel socket;
    private final DnsNameResolver resolver;
    private final AddressResolver<InetSocketAddress> addresses;

    private LoopNames(DatagramChannel socket, DnsNameResolver resolver) {
        this.socket = socket;
        this.resolver = resolver;
        this.addresses = resolver.asAddressResolver();
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
            return new LoopNames(
                    socket,
                    builder.eventLoop(loop)
                            .datagramChannelFactory(() -> socket)
                            .consolidateCacheSize(CONSOLIDATED)
                            .build());
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
        return addresses.resolveAll(unresolved);
    }

    /** The SRV records of {@code name}, which the caller releases. */
    Future<List<DnsRecord>> findServices(String name) {
        return resolver.resolveAll(new DefaultDnsQuestion(name, DnsRecordType.SRV));
    }
}
