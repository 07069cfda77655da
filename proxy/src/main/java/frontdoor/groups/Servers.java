package frontdoor.groups;

import frontdoor.config.BalanceConfig;
import frontdoor.config.UpstreamConfig;
import frontdoor.loop.Loop;
import frontdoor.sticky.StickyKey;
import frontdoor.upstream.Peer;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The servers of a group as they are at the moment, and the choice among them. Where services are found by name, others take their place.
 *
 * <h2>Threads</h2>
 *
 * Used by all event loops.
 */
final class Servers {
    private final List<ServiceTargets.Target> targets;
    private final List<Member> members;
    private final GroupRules rules;
    /** If it is the only one, nothing is to be chosen. */
    private final @Nullable Member only;
    /** Those that are asked first come first; of each of the others one is asked while none before it is fit. */
    private final Tier[] tiers;

    private final @Nullable Stickiness stickiness;

    /**
     * Those of the group that is {@code written}.
     *
     * @param targets which they are, at least one
     * @param members the same, in their order
     * @param key for cookies, or null: there are none
     */
    Servers(
            UpstreamConfig written,
            List<ServiceTargets.Target> targets,
            List<Member> members,
            @Nullable StickyKey key,
            List<Loop> loops) {
        if (members.isEmpty()) {
            throw new IllegalArgumentException("a group needs a server");
        }
        this.targets = targets;
        this.rules = GroupRules.of(written, members.size());
        this.members = List.copyOf(members);
        this.only = members.size() == 1 ? members.getFirst() : null;
        BalanceConfig balance = written.settings().balance();
        this.tiers = only != null
                ? new Tier[0]
                : members.stream()
                        .collect(Collectors.groupingBy(Member::tier, TreeMap::new, Collectors.toList()))
                        .values()
                        .stream()
                        .map(some -> new Tier(some, balance, loops))
                        .toArray(Tier[]::new);
        this.stickiness = only == null && key != null
                ? written.settings()
                        .sticky()
                        .map(sticky -> new Stickiness(sticky.cookie(), written.name(), members, key, loops))
                        .orElse(null)
                : null;
    }

    /** Which they are. */
    List<ServiceTargets.Target> targets() {
        return targets;
    }

    /** What holds for their health, as many as they are. */
    GroupRules rules() {
        return rules;
    }

    List<Member> members() {
        return members;
    }

    /** The server that there is alone, or null. */
    @Nullable
    Member only() {
        return only;
    }

    @Nullable
    Stickiness stickiness() {
        return stickiness;
    }

    /** The server that is this very peer, or null. */
    @Nullable
    Member of(Peer peer) {
        for (Member one : members) {
            if (one.peer() == peer) {
                return one;
            }
        }
        return null;
    }

    /** Picks one of several, as {@link UpstreamGroup#pick} says; {@code key} is what the balance depends on, if it is one. */
    @Nullable
    Member pick(Loop loop, long key, int attempt, long tried) {
        boolean keyed = key != HashSource.NONE;
        Tier.Round round = tiers[0].begin(loop, attempt, tried);
        Member good = tiers[0].pick(round, Member.GOOD, keyed, key);
        return good != null ? good : pickSecondBest(round, key, loop, attempt, tried);
    }

    private @Nullable Member pickSecondBest(Tier.Round first, long key, Loop loop, int attempt, long tried) {
        Tier tier = tiers[0];
        Tier.Round round = first;
        int best = first.bestRank();
        for (int i = 1; i < tiers.length && best > Member.FULL; i++) {
            Tier.Round spare = tiers[i].begin(loop, attempt, tried);
            int rank = spare.bestRank();
            if (rank < best) {
                best = rank;
                tier = tiers[i];
                round = spare;
            }
        }
        return best == Member.DOWN ? null : tier.pick(round, best, key != HashSource.NONE, key);
    }

    /** Whether there is one that can be asked beside those that were {@code tried}. */
    boolean hasOther(Loop loop, long tried) {
        for (Member member : members) {
            if (member.written().weight() > 0 && member.rank(loop, (tried & member.bit()) != 0) < Member.TRIED) {
                return true;
            }
        }
        return false;
    }
}
