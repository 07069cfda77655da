package frontdoor.groups;

import frontdoor.config.UpstreamConfig;
import frontdoor.connect.PeerAddress;
import frontdoor.hosts.ServerPlace;
import frontdoor.loop.Periodically;
import frontdoor.sticky.StickyKey;
import frontdoor.upstream.Peer;
import frontdoor.upstream.PeerLimits;
import frontdoor.upstream.Upstreams;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The maker of groups: each configuration has its own, and what they know of the health of their servers lives on from one to the next. The
 * servers of services come and go meanwhile.
 *
 * <h2>Threads</h2>
 *
 * The one that changes the configuration, and one of its own that looks after services.
 *
 * <h2>Closing</h2>
 *
 * Nothing is looked up any more.
 */
public final class UpstreamGroups implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(UpstreamGroups.class);

    private final Upstreams upstreams;
    private final ConcurrentHashMap<Standing, ServerHealth> health = new ConcurrentHashMap<>();
    private final HealthChecks checks;
    private final OwnStickyKey ownKey = new OwnStickyKey();
    private final ServiceWatch services;
    private final Periodically looks = new Periodically("services", "looking up the servers of services");
    private Map<PeerAddress, PeerLimits> inUse = Map.of();
    private List<UpstreamGroup> inForce = List.of();
    /** Whether groups were made that are not in force: their servers must not be taken for unused. */
    private boolean making;

    private boolean looking;

    /** Nothing is known yet of the servers that {@code upstreams} is the way to. */
    public UpstreamGroups(Upstreams upstreams) {
        this.upstreams = upstreams;
        this.checks = new HealthChecks(upstreams);
        this.services = new ServiceWatch(upstreams::findService);
    }

    /**
     * The group that is {@code written}.
     *
     * @param addresses of its servers, in their order
     * @param limits of each of them, if it is new; others keep theirs until {@link #retain}
     * @param key for its cookies, or null: it has none
     */
    public synchronized UpstreamGroup group(
            UpstreamConfig written,
            List<PeerAddress> addresses,
            Map<PeerAddress, PeerLimits> limits,
            @Nullable StickyKey key) {
        making = true;
        UpstreamBlueprint blueprint = new UpstreamBlueprint(written, addresses, limits, key);
        return new UpstreamGroup(
                blueprint,
                servers(blueprint, blueprint.targets(services::records)),
                upstreams.loops().size());
    }

    private Servers servers(UpstreamBlueprint blueprint, List<ServiceTargets.Target> targets) {
        UpstreamConfig written = blueprint.written();
        GroupRules rules = GroupRules.of(written, targets.size());
        List<Member> members = new ArrayList<>();
        for (ServiceTargets.Target target : targets) {
            Peer peer = upstreams.peer(target.address(), target.limits());
            Standing standing = new Standing(written.name(), target.address());
            ServerHealth known = health.computeIfAbsent(standing, _ -> new ServerHealth());
            members.add(new Member(peer, target, members.size(), known, rules));
        }
        return new Servers(written, targets, members, blueprint.key(), upstreams.loops());
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
    public synchronized void retain(Map<PeerAddress, PeerLimits> inUse, List<UpstreamGroup> groups) {
        this.inUse = inUse;
        this.inForce = List.copyOf(groups);
        making = false;
        inForce.forEach(this::renew);
        settle();
        if (!looking
                && inForce.stream()
                        .anyMatch(
                                group -> group.blueprint().services().findAny().isPresent())) {
            looking = true;
            looks.start(this::look, Duration.ZERO, () -> ServiceWatch.PAUSE);
        }
    }

    /** Whether its services have other servers by now, which are its own from now on. */
    private boolean renew(UpstreamGroup group) {
        if (group.blueprint().services().findAny().isEmpty()) {
            return false;
        }
        List<ServiceTargets.Target> targets = group.blueprint().targets(services::records);
        if (targets.equals(group.servers().targets())) {
            return false;
        }
        group.turnTo(servers(group.blueprint(), targets));
        log.atInfo()
                .addKeyValue("upstream", group.name())
                .addKeyValue("servers", group.members())
                .log("upstream has other servers");
        return true;
    }

    /** What is in force is checked and kept, and nothing else. */
    private void settle() {
        Set<Standing> known = checks.watch(inForce);
        if (making) {
            return;
        }
        health.keySet().retainAll(known);
        Map<PeerAddress, PeerLimits> all = new HashMap<>(inUse);
        for (UpstreamGroup group : inForce) {
            group.servers()
                    .targets()
                    .forEach(target -> all.merge(target.address(), target.limits(), PeerLimits::lowest));
        }
        upstreams.retain(all);
    }

    private void look() {
        Map<ServerPlace.Service, Boolean> troubled = new HashMap<>();
        for (UpstreamGroup group : inForce()) {
            boolean inTrouble =
                    group.members().stream().anyMatch(member -> member.peer().suspected());
            group.blueprint().services().forEach(service -> troubled.merge(service, inTrouble, Boolean::logicalOr));
        }
        services.look(troubled.keySet(), service -> troubled.getOrDefault(service, false));
        onLooked();
    }

    private synchronized List<UpstreamGroup> inForce() {
        return inForce;
    }

    private synchronized void onLooked() {
        boolean changed = false;
        for (UpstreamGroup group : inForce) {
            changed |= renew(group);
        }
        if (changed) {
            settle();
        }
    }

    @Override
    public void close() {
        looks.close();
    }
}
