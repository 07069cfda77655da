package frontdoor.groups;

import static java.util.Objects.requireNonNull;

import frontdoor.config.UpstreamConfig;
import frontdoor.connect.PeerAddress;
import frontdoor.sticky.StickyKey;
import frontdoor.upstream.Peer;
import frontdoor.upstream.PeerLimits;
import frontdoor.upstream.Upstreams;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The maker of groups: each configuration has its own, and what they know of the health of their servers lives on from one to the next.
 *
 * <h2>Threads</h2>
 *
 * The one that changes the configuration.
 */
public final class UpstreamGroups {
    private final Upstreams upstreams;
    private final ConcurrentHashMap<Standing, ServerHealth> health = new ConcurrentHashMap<>();
    private final HealthChecks checks;
    private final OwnStickyKey ownKey = new OwnStickyKey();

    /** Nothing is known yet of the servers that {@code upstreams} is the way to. */
    public UpstreamGroups(Upstreams upstreams) {
        this.upstreams = upstreams;
        this.checks = new HealthChecks(upstreams);
    }

    /**
     * The group that is {@code written}.
     *
     * @param addresses of its servers, in their order
     * @param limits of each of them, if it is new; others keep theirs until {@link #retain}
     * @param key for its cookies, or null: it has none
     */
    public UpstreamGroup group(
            UpstreamConfig written,
            List<PeerAddress> addresses,
            Map<PeerAddress, PeerLimits> limits,
            @Nullable StickyKey key) {
        GroupRules rules = GroupRules.of(written);
        List<Member> members = new ArrayList<>();
        for (PeerAddress address : addresses) {
            int place = members.size();
            Peer peer = upstreams.peer(address, requireNonNull(limits.get(address)));
            ServerHealth known = health.computeIfAbsent(new Standing(written.name(), address), _ -> new ServerHealth());
            members.add(new Member(peer, written.servers().get(place), place, known, rules));
        }
        return new UpstreamGroup(written, members, rules, key, upstreams.loops());
    }

    /** The key for cookies of groups that have none of their own, which is in this directory. Blocks. */
    public StickyKey ownKey(Path stateDirectory) {
        return ownKey.get(stateDirectory);
    }

    /** Connections there may be to all servers together. */
    public int most() {
        return upstreams.most();
    }

    /**
     * Has the servers of {@code groups}, and no others, checked from now on, and gives every one in use its limits, as {@link Upstreams#retain}
     * does. To be called after the configuration that names only these has taken effect.
     */
    public void retain(Map<PeerAddress, PeerLimits> inUse, List<UpstreamGroup> groups) {
        health.keySet().retainAll(checks.watch(groups));
        upstreams.retain(inUse);
    }
}
