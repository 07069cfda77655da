package frontdoor.connect;

import io.netty.resolver.HostsFileEntriesProvider;
import io.netty.resolver.HostsFileEntriesResolver;
import io.netty.resolver.ResolvedAddressTypes;
import java.net.InetAddress;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The system's hosts file, read again every few seconds while it is asked: Netty's own reader reads it once.
 *
 * <h2>Threads</h2>
 *
 * Asked by all event loops, which never wait for the file.
 */
final class HostsFile implements HostsFileEntriesResolver {
    private final SystemFile<HostsFileEntriesProvider> file = new SystemFile<>(
            () -> HostsFileEntriesProvider.parser().parseSilently(),
            () -> HostsFileEntriesProvider.parser().parse());

    @Override
    public @Nullable InetAddress address(String host, ResolvedAddressTypes types) {
        HostsFileEntriesProvider entries = file.get();
        String name = host.toLowerCase(Locale.ROOT);
        InetAddress v4 = first(entries.ipv4Entries().get(name));
        InetAddress v6 = first(entries.ipv6Entries().get(name));
        return switch (types) {
            case IPV4_ONLY -> v4;
            case IPV6_ONLY -> v6;
            case IPV4_PREFERRED -> v4 == null ? v6 : v4;
            case IPV6_PREFERRED -> v6 == null ? v4 : v6;
        };
    }

    private static @Nullable InetAddress first(@Nullable List<InetAddress> addresses) {
        return addresses == null || addresses.isEmpty() ? null : addresses.getFirst();
    }
}
