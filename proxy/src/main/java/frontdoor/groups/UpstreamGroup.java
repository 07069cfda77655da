package frontdoor.groups;

import frontdoor.client.Client;
import frontdoor.config.BalanceConfig;
import frontdoor.config.HealthCheckConfig;
import frontdoor.config.RetryConfig;
import frontdoor.config.UpstreamConfig;
import frontdoor.health.Ejection;
import frontdoor.http.RequestHead;
import frontdoor.http.ResponseHead;
import frontdoor.loop.Loop;
import frontdoor.sticky.StickyKey;
import frontdoor.upstream.Peer;
import frontdoor.upstream.PeerSet;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A named group of servers that serve the same, and the choice among them.
 *
 * <h2>Threads</h2>
 *
 * Used by all event loops. What changes in it is the health of its servers, which lives on when another configuration takes effect.
 */
public final class UpstreamGroup implements PeerSet {
    private static final Logger log = LoggerFactory.getLogger(UpstreamGroup.class);
    /** Held while it is counted how many are absent, so that they never become too many. */
    private static final Object EJECTING = new Object();

    private final String name;
    private final List<Member> members;
    private final GroupRules rules;
    /** If it is the only one, nothing is to be chosen. */
    private final @Nullable Member only;

    private final @Nullable Tier primaries;
    private final @Nullable Tier backups;
    private final @Nullable HashSource hashSource;
    private final RetryConfig retry;
    private final RetryBudget retryBudget;
    private final @Nullable Stickiness stickiness;

    /**
     * The group that is {@code written}.
     *
     * @param members its servers in their order, at least one
     * @param rules theirs
     * @param key for its cookies, or null: it has none
     */
    UpstreamGroup(
            UpstreamConfig written, List<Member> members, GroupRules rules, @Nullable StickyKey key, List<Loop> loops) {
        if (members.isEmpty()) {
            throw new IllegalArgumentException("a group needs a server");
        }
        this.name = written.name();
        this.retry = written.settings().retry();
        this.retryBudget = new RetryBudget(retry.budget(), loops.size());
        this.members = List.copyOf(members);
        this.rules = rules;
        this.only = members.size() == 1 ? members.getFirst() : null;
        BalanceConfig balance = written.settings().balance();
        boolean chooses = only == null;
        this.primaries = chooses ? tier(member -> !member.written().backup(), balance, loops) : null;
        this.backups = chooses ? tier(member -> member.written().backup(), balance, loops) : null;
        this.hashSource = chooses && balance == BalanceConfig.HASH
                ? HashSource.of(written.settings().hashBy())
                : null;
        this.stickiness = chooses && key != null
                ? written.settings()
                        .sticky()
                        .map(sticky -> new Stickiness(sticky.cookie(), name, members, key, loops))
                        .orElse(null)
                : null;
    }

    private @Nullable Tier tier(Predicate<Member> belongs, BalanceConfig balance, List<Loop> loops) {
        List<Member> some = members.stream().filter(belongs).toList();
        return some.isEmpty() ? null : new Tier(some, balance, loops);
    }

    /** Its name in the configuration, in logs and metrics. */
    public String name() {
        return name;
    }

    /** Whether its servers are spoken to in HTTP/2, where many exchanges share a connection. */
    public boolean multiplexed() {
        return members.getFirst().peer().address().http2();
    }

    /** How often, and after what, one of its servers is asked again. */
    public RetryConfig retry() {
        return retry;
    }

    /** The retries that it can afford. */
    public RetryBudget retryBudget() {
        return retryBudget;
    }

    /** Its servers, in the order they were configured. */
    public List<Member> members() {
        return members;
    }

    /** The server that is this very peer, or null. */
    public @Nullable Member memberOf(Peer peer) {
        for (Member one : members) {
            if (one.peer() == peer) {
                return one;
            }
        }
        return null;
    }

    @Override
    public boolean contains(Peer peer) {
        return memberOf(peer) != null;
    }

    /**
     * Picks a server, or null if checks say that all are down. One that is in doubt is picked if no other is left, or by the one exchange
     * that finds out whether it is back; a backup only if no other server is fit to be asked.
     *
     * @param loop the one of the exchange
     * @param request decides where the balance depends on something of it, or of {@code client}. Borrowed for the call
     * @param attempt 0 for the first try of an exchange; a later one never finds out about a server in doubt
     * @param tried the {@link Member#bit bits} of those that have failed this exchange, picked again only if no other is left
     */
    public @Nullable Member pick(Loop loop, RequestHead request, Client client, int attempt, long tried) {
        if (only != null) {
            return only.isDown() ? null : only;
        }
        long key = hashSource == null ? HashSource.NONE : hashSource.keyOf(request, client);
        return pick(loop, key, attempt, tried);
    }

    private @Nullable Member pick(Loop loop, long key, int attempt, long tried) {
        boolean keyed = key != HashSource.NONE;
        Tier first = primaries == null ? backups : primaries;
        if (first == null) {
            return null;
        }
        Tier.Round round = first.begin(loop, attempt, tried);
        Member good = first.pick(round, Member.GOOD, keyed, key);
        return good != null ? good : pickSecondBest(first, round, key, loop, attempt, tried);
    }

    private @Nullable Member pickSecondBest(
            Tier first, Tier.Round round, long key, Loop loop, int attempt, long tried) {
        boolean keyed = key != HashSource.NONE;
        int best = round.bestRank();
        if (best > Member.FULL && backups != null && backups != first) {
            Tier.Round spare = backups.begin(loop, attempt, tried);
            int bestSpare = spare.bestRank();
            if (bestSpare < best) {
                return backups.pick(spare, bestSpare, keyed, key);
            }
        }
        return best == Member.DOWN ? null : first.pick(round, best, keyed, key);
    }

    /** Whether there is a server that can be asked beside those that were {@code tried}. */
    public boolean hasOther(Loop loop, long tried) {
        for (Member member : members) {
            if (member.written().weight() > 0 && member.rank(loop, (tried & member.bit()) != 0) < Member.TRIED) {
                return true;
            }
        }
        return false;
    }

    /** Where a cookie of ours in {@code request} leads back to, or null; it is taken out. Borrows {@code request}. */
    public Stickiness.@Nullable Stuck takeStuck(Loop loop, RequestHead request) {
        return stickiness == null ? null : stickiness.take(loop, request);
    }

    /**
     * The value of a Set-Cookie field that brings the client back to {@code member}; or null where the group has no cookies, or the
     * client has one already. Cookies of its name are taken out of {@code answer}.
     *
     * @param stuck what {@link #takeStuck} has found
     */
    public byte @Nullable [] cookie(Loop loop, Member member, Stickiness.@Nullable Stuck stuck, ResponseHead answer) {
        if (stickiness == null) {
            return null;
        }
        stickiness.dropNamesakes(answer);
        if (stuck != null && member == stuck.member() && !stuck.due()) {
            return null;
        }
        return stickiness.make(loop, member);
    }

    /** A request to {@code member} has come to nothing for a reason that is the server's own. */
    public void onFailure(Member member, String why, long now) {
        Ejection.Rules ejection = rules.ejection();
        if (ejection != null && member.health().ejection().onFailure(now, ejection)) {
            eject(member, why, now, ejection);
        }
    }

    private void eject(Member member, String why, long now, Ejection.Rules ejection) {
        synchronized (EJECTING) {
            if (member.isEjected() || members.stream().filter(Member::isEjected).count() >= rules.mostEjected()) {
                return;
            }
            member.health().ejection().begin(now, ejection);
        }
        String reason = ejection.failures() + " failures in a row, the last one " + why;
        member.health().onEjected(reason);
        log.atWarn()
                .addKeyValue("upstream", name)
                .addKeyValue("peer", member)
                .addKeyValue("why", reason)
                .log("upstream server is ejected");
    }

    /** A request to {@code member} has come to its end. */
    public void onSuccess(Member member, long now) {
        if (rules.ejection() != null && member.health().ejection().onSuccess(now)) {
            member.health().onBack("it answers again");
            member.peer().health().onBack();
            log.atInfo()
                    .addKeyValue("upstream", name)
                    .addKeyValue("peer", member)
                    .log("upstream server is back");
        }
    }

    /** What its configuration says about the health of its servers. */
    GroupRules rules() {
        return rules;
    }

    /** A check of {@code member} has told this: {@code why} it went so, in words. To be called for one check at a time. */
    void onCheck(Member member, boolean good, String why, long now) {
        HealthCheckConfig check = rules.check();
        ServerHealth health = member.health();
        if (!good) {
            health.onFailedCheck();
        }
        if (check == null || !health.checks().onResult(good, check.upAfter(), check.downAfter())) {
            return;
        }
        health.onCheck(why);
        if (good) {
            member.peer().health().onBack();
            onSuccess(member, now);
            log.atInfo()
                    .addKeyValue("upstream", name)
                    .addKeyValue("peer", member)
                    .log("upstream server is up");
        } else {
            log.atWarn()
                    .addKeyValue("upstream", name)
                    .addKeyValue("peer", member)
                    .addKeyValue("why", why)
                    .log("upstream server is down");
        }
    }
}
