package frontdoor.connect;

import io.netty.resolver.dns.DefaultDnsServerAddressStreamProvider;
import io.netty.resolver.dns.DnsServerAddressStream;
import io.netty.resolver.dns.DnsServerAddressStreamProvider;
import io.netty.resolver.dns.UnixResolverDnsServerAddressStreamProvider;
import java.io.IOException;

/**
 * The name servers of the system, as resolv.conf has them now: Netty's own provider reads that file again on the event loop that asks.
 *
 * <h2>Threads</h2>
 *
 * Asked by all event loops, which never wait for the file.
 */
final class NameServers implements DnsServerAddressStreamProvider {
    private final SystemFile<DnsServerAddressStreamProvider> servers =
            new SystemFile<>(NameServers::first, NameServers::read);

    private static DnsServerAddressStreamProvider read() throws IOException {
        return new UnixResolverDnsServerAddressStreamProvider("/etc/resolv.conf", "/etc/resolver");
    }

    private static DnsServerAddressStreamProvider first() {
        try {
            return read();
        } catch (IOException | RuntimeException unusable) {
            // No such file, or none named in it.
            return DefaultDnsServerAddressStreamProvider.INSTANCE;
        }
    }

    @Override
    public DnsServerAddressStream nameServerAddressStream(String hostname) {
        return servers.get().nameServerAddressStream(hostname);
    }
}
