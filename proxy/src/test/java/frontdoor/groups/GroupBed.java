package frontdoor.groups;

import frontdoor.config.ConfigLoader;
import frontdoor.config.ConfigResult;
import frontdoor.config.ServerConfig;
import frontdoor.config.UpstreamConfig;
import frontdoor.connect.PeerAddress;
import frontdoor.proxyheader.ProxyProtocol;
import frontdoor.sticky.StickyKey;
import frontdoor.upstream.PeerLimits;
import frontdoor.upstream.TestBed;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Groups of servers on a {@link TestBed}. */
final class GroupBed implements AutoCloseable {
    private static final StickyKey KEY = StickyKey.of(new byte[StickyKey.LEAST]);

    final TestBed bed;
    private final UpstreamGroups groups;

    GroupBed() throws Exception {
        this(new TestBed(TestBed.Transport.NIO));
    }

    GroupBed(TestBed bed) {
        this.bed = bed;
        groups = new UpstreamGroups(bed.upstreams);
    }

    /** A group with these settings, in HOCON, of servers that are each written as its own. */
    UpstreamGroup group(String settings, String... servers) {
        return groupNamed("g", settings, servers);
    }

    UpstreamGroup groupNamed(String name, String settings, String... servers) {
        UpstreamConfig read = written(settings + "\nservers = [" + String.join(",", servers) + "]");
        return group(groups, new UpstreamConfig(name, read.servers(), read.settings()), KEY);
    }

    /** The group that is {@code written}, whose servers may have as much as they like. */
    static UpstreamGroup group(UpstreamGroups groups, UpstreamConfig written, @Nullable StickyKey key) {
        List<PeerAddress> addresses =
                written.servers().stream().map(GroupBed::address).toList();
        return groups.group(written, addresses, unlimited(addresses), key);
    }

    private static PeerAddress address(ServerConfig server) {
        return new PeerAddress(server.url().place(), null, ProxyProtocol.OFF);
    }

    private static Map<PeerAddress, PeerLimits> unlimited(List<PeerAddress> addresses) {
        return addresses.stream().distinct().collect(Collectors.toMap(Function.identity(), _ -> TestBed.LIMITS));
    }

    /** The upstream {@code g} with these keys. */
    static UpstreamConfig written(String keys) {
        ConfigResult read = ConfigLoader.parse("f.conf", """
                frontdoor {
                  sites.a { hosts = [a.test], certificate { chain = c, key = k }, routes = [{ path = "/", upstream = g }] }
                  upstreams.g {
                    %s
                  }
                }
                """.formatted(keys));
        return ((ConfigResult.Loaded) read).config().upstreams().named().get("g");
    }

    /** These groups are in force, and no others. */
    void putInForce(UpstreamGroup... inForce) {
        List<PeerAddress> addresses = List.of(inForce).stream()
                .flatMap(group -> group.blueprint().addresses().stream())
                .toList();
        groups.retain(unlimited(addresses), List.of(inForce));
    }

    @Override
    public void close() {
        putInForce();
        groups.close();
        bed.close();
    }
}
