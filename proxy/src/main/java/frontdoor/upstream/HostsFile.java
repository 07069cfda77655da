package frontdoor.upstream;

import io.netty.resolver.HostsFileEntriesProvider;
import io.netty.resolver.HostsFileEntriesResolver;
import io.netty.resolver.ResolvedAddressTypes;
import java.net.InetAddress;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The system's hosts file, read again every few seconds while it is asked: Netty's own reader reads it once.
 *
 * <h2>Threads</h2>
 *
 * Asked by all event loops, which never wait for the file: it is read beside them.
 */
final class HostsFile implements HostsFileEntriesResolver {
    private static final long FRESH_NANOS = TimeUnit.SECONDS.toNanos(2);

    private final AtomicLong staleAt = new AtomicLong(System.nanoTime() + FRESH_NANOS);
    private volatile HostsFileEntriesProvider entries = read();

    private static HostsFileEntriesProvider read() {
        return HostsFileEntriesProvider.parser().parseSilently();
    }

    @Override
    public @Nullable InetAddress address(String host, ResolvedAddressTypes types) {
        refreshLater();
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

    private void refreshLater() {
        long at = staleAt.get();
        long now = System.nanoTime();
        if (now - at >= 0 && staleAt.compareAndSet(at, now + FRESH_NANOS)) {
            Thread.ofVirtual().start(() -> entries = read());
        }
    }
}
