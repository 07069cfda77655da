package frontdoor.connect;

import frontdoor.hosts.ServerPlace;
import io.netty.channel.ChannelFactory;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.DatagramChannel;
import io.netty.channel.socket.SocketChannel;
import io.netty.resolver.dns.DnsNameResolver;
import io.netty.resolver.dns.DnsNameResolverBuilder;
import io.netty.resolver.dns.DnsServerAddressStreamProvider;
import io.netty.util.NetUtil;
import io.netty.util.concurrent.Future;
import java.lang.invoke.MethodHandles;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Finds the addresses of backends without ever blocking an event loop: literals and {@code localhost} by themselves, other names in the
 * hosts file and at the system's name servers, remembered for as long as their records live.
 *
 * <h2>Threads</h2>
 *
 * Used by all event loops; each has a resolver of its own.
 */
public final class BackendNames {
    private static final long QUERY_MILLIS = 1_000;

    private final RememberedNames cache = new RememberedNames();
    private final ConcurrentHashMap<EventLoop, LoopNames> names = new ConcurrentHashMap<>();
    private final ChannelFactory<? extends DatagramChannel> udp;
    private final DnsNameResolverBuilder builder;
    private final ServiceNames services = new ServiceNames(this);

    private BackendNames(ChannelFactory<? extends DatagramChannel> udp, DnsNameResolverBuilder builder) {
        this.udp = udp;
        this.builder = builder.resolveCache(cache).queryTimeoutMillis(QUERY_MILLIS);
    }

    /** Asks the servers that the system is configured with, over channels of the kind that the event loops drive. Blocks: it reads who they are. */
    public static BackendNames ofSystem(
            ChannelFactory<? extends DatagramChannel> udp, ChannelFactory<? extends SocketChannel> tcp) {
        readSearchDomains();
        return new BackendNames(
                udp, builder(new NameServers()).socketChannelFactory(tcp).hostsFileEntriesResolver(new HostsFile()));
    }

    /** Netty reads them of resolv.conf when it first makes a resolver, which would be on an event loop. */
    private static void readSearchDomains() {
        try {
            MethodHandles.lookup().ensureInitialized(DnsNameResolver.class);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException("a public class can be initialized by anyone", e);
        }
    }

    /** Asks these servers only; for a name without a dot, in {@code domain} first. */
    public static BackendNames of(
            ChannelFactory<? extends DatagramChannel> udp, DnsServerAddressStreamProvider servers, String domain) {
        return new BackendNames(
                udp, builder(servers).searchDomains(List.of(domain)).ndots(1));
    }

    private static DnsNameResolverBuilder builder(DnsServerAddressStreamProvider servers) {
        return new DnsNameResolverBuilder().nameServerProvider(servers);
    }

    /**
     * Looks for the addresses of a host, at least one, in the order to try them. Fails with {@link NoSocketException} if no name server
     * can be asked for want of a socket. To be called on {@code loop}, where the future tells.
     */
    public Future<List<InetSocketAddress>> find(ServerPlace.Port place, EventLoop loop) {
        List<InetSocketAddress> known = findWithoutQuery(place);
        if (known != null) {
            return loop.newSucceededFuture(known);
        }
        try {
            return names(loop).find(InetSocketAddress.createUnresolved(place.host(), place.port()));
        } catch (NoSocketException none) {
            return loop.newFailedFuture(none);
        }
    }

    /** The same of hosts and ports that SRV records list; each address has the name of its host. */
    public Future<List<InetSocketAddress>> find(ServerPlace.Service service, EventLoop loop) {
        return services.find(service, loop);
    }

    /** The SRV records of a service, none if it has none; asked for now, whatever is remembered. The future tells on {@code loop}. */
    public Future<List<ServiceRecord>> findRecords(ServerPlace.Service service, EventLoop loop) {
        return services.findRecords(service, loop);
    }

    LoopNames names(EventLoop loop) throws NoSocketException {
        LoopNames known = names.get(loop);
        if (known != null && known.isOpen()) {
            return known;
        }
        LoopNames opened = LoopNames.open(loop, udp, builder.copy());
        names.put(loop, opened);
        return opened;
    }

    /** What was remembered of this place may be out of date: the next look-up asks again. */
    public void forget(ServerPlace place) {
        switch (place) {
            case ServerPlace.Port port -> forget(port);
            case ServerPlace.Service service -> services.forget(service);
            case ServerPlace.SocketFile _ -> {}
        }
    }

    /** What was remembered of this host may be out of date: the next look-up asks again. */
    public void forget(ServerPlace.Port place) {
        cache.forget(place.host());
    }

    /** Whether the addresses of {@code place} are as good as each other: those of services and of localhost have an order. */
    public static boolean areEqual(ServerPlace place) {
        return place instanceof ServerPlace.Port(String host, int _) && !isLocalhost(host);
    }

    private static boolean isLocalhost(String host) {
        return host.toLowerCase(Locale.ROOT).equals("localhost");
    }

    private static @Nullable List<InetSocketAddress> findWithoutQuery(ServerPlace.Port place) {
        byte[] literal = NetUtil.createByteArrayFromIpAddressString(place.host());
        if (literal != null) {
            return List.of(address(literal, place.port()));
        }
        if (isLocalhost(place.host())) {
            return List.of(
                    address(NetUtil.LOCALHOST4.getAddress(), place.port()),
                    address(NetUtil.LOCALHOST6.getAddress(), place.port()));
        }
        return null;
    }

    private static InetSocketAddress address(byte[] octets, int port) {
        try {
            return new InetSocketAddress(InetAddress.getByAddress(octets), port);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("an address has 4 or 16 octets", e);
        }
    }
}
