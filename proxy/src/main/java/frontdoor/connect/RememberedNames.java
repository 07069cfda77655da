package frontdoor.connect;

import io.netty.channel.EventLoop;
import io.netty.handler.codec.dns.DnsRecord;
import io.netty.resolver.dns.DefaultDnsCache;
import io.netty.resolver.dns.DnsCacheEntry;
import java.net.InetAddress;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The answers of name servers, until their time is up or the host they are about is forgotten.
 *
 * <p>Netty remembers a short name by what it is called in the search domain that knows it: {@code legacy} as {@code legacy.example.com}.
 * So the names are kept here too, to find those that belong to a host, for not much longer than their addresses.
 *
 * <h2>Threads</h2>
 *
 * Used by all event loops.
 */
final class RememberedNames extends DefaultDnsCache {
    private static final int FEW = 1_000;
    private static final DnsRecord[] NO_ADDITIONALS = {};

    private volatile int sweepAt = FEW;
    private final Set<String> names = ConcurrentHashMap.newKeySet();

    @Override
    public DnsCacheEntry cache(
            String name, DnsRecord[] additionals, InetAddress address, long secondsToLive, EventLoop loop) {
        // First, so that nothing is remembered that cannot be found.
        names.add(name);
        if (names.size() > sweepAt) {
            sweep();
        }
        return super.cache(name, additionals, address, secondsToLive, loop);
    }

    /** The servers of a service come and go under ever new names: those whose time is up are of no use to anybody. */
    private void sweep() {
        names.removeIf(name -> {
            List<? extends DnsCacheEntry> entries = get(name, NO_ADDITIONALS);
            return entries == null || entries.isEmpty();
        });
        sweepAt = Math.max(FEW, 2 * names.size());
    }

    /** How many names there are. */
    int size() {
        return names.size();
    }

    /** Forgets the addresses of {@code host}, in whichever domain it was found. */
    void forget(String host) {
        for (String name : names) {
            if (isOf(host, name)) {
                clear(name);
            }
        }
    }

    private static boolean isOf(String host, String name) {
        return name.regionMatches(true, 0, host, 0, host.length())
                && (name.length() == host.length() || name.charAt(host.length()) == '.');
    }
}
