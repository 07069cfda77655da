package frontdoor.snapshot;

import frontdoor.connect.PeerAddress;
import frontdoor.groups.UpstreamGroup;
import frontdoor.heads.TrustedProxies;
import frontdoor.hosts.HostTable;
import frontdoor.http.Authority;
import frontdoor.scheme.ReservedPage;
import frontdoor.terms.TlsTerms;
import frontdoor.upstream.PeerLimits;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Everything configured that an exchange asks for; immutable, captured once per exchange. */
public final class Snapshot {
    private final HostTable<Site> hosts;
    private final Map<PeerAddress, PeerLimits> backends;
    private final List<UpstreamGroup> groups;
    private final Set<String> unrecorded;
    private final TrustedProxies trusted;
    private final TlsTerms usualTerms;
    private final List<ReservedPage> everywhere;

    /**
     * A snapshot of these parts.
     *
     * @param hosts the site of every host
     * @param backends the address of every backend, and its limits
     * @param groups of those backends, in the order of their names: upstreams first, then those of sites with a backend of their own
     * @param unrecorded the hosts that send less than is configured, since more could not be recorded
     * @param trusted the proxies in front that are believed
     * @param usualTerms of TLS, for connections for no site
     */
    public Snapshot(
            HostTable<Site> hosts,
            Map<PeerAddress, PeerLimits> backends,
            List<UpstreamGroup> groups,
            Set<String> unrecorded,
            TrustedProxies trusted,
            TlsTerms usualTerms) {
        this.hosts = hosts;
        this.backends = Map.copyOf(backends);
        this.groups = List.copyOf(groups);
        this.unrecorded = Set.copyOf(unrecorded);
        this.trusted = trusted;
        this.usualTerms = usualTerms;
        this.everywhere = List.of();
    }

    private Snapshot(Snapshot other, List<ReservedPage> everywhere) {
        this.hosts = other.hosts;
        this.backends = other.backends;
        this.groups = other.groups;
        this.unrecorded = other.unrecorded;
        this.trusted = other.trusted;
        this.usualTerms = other.usualTerms;
        this.everywhere = List.copyOf(everywhere);
    }

    /** The same with these pages of our own that are answered for whatever host. */
    Snapshot answering(List<ReservedPage> pages) {
        return new Snapshot(this, pages);
    }

    /** The pages of our own that are answered for whatever host. */
    public List<ReservedPage> everywhere() {
        return everywhere;
    }

    /** The proxies in front that are believed. */
    public TrustedProxies trusted() {
        return trusted;
    }

    /** The terms of TLS for connections for no site. */
    public TlsTerms usualTerms() {
        return usualTerms;
    }

    /** Every set of terms on which connections are made. */
    public Set<TlsTerms> terms() {
        Set<TlsTerms> all = new HashSet<>(Set.of(usualTerms));
        hosts.forEach((_, site) -> all.add(site.terms()));
        return all;
    }

    /** The site of every host. */
    public HostTable<Site> hosts() {
        return hosts;
    }

    /** The address of every backend, and its limits. */
    public Map<PeerAddress, PeerLimits> backends() {
        return backends;
    }

    /** The groups of backends. */
    public List<UpstreamGroup> groups() {
        return groups;
    }

    /** The hosts that send less than is configured, since more could not be recorded. */
    public Set<String> unrecorded() {
        return unrecorded;
    }

    /** The site a request is for, or null if it is for none of ours. */
    public @Nullable Site siteOf(@Nullable Authority authority) {
        return authority == null ? hosts.catchAll() : hosts.find(authority.host());
    }

    /** The site whose policy holds where no authority could be read: the one the connection's SNI names (RFC 6797 7.1), or null. */
    public @Nullable Site siteOfServerName(@Nullable String serverName) {
        return serverName == null ? hosts.catchAll() : hosts.find(serverName);
    }
}
