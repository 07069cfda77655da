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
import frontdoor.upstream.Peer;
import frontdoor.upstream.PeerSet;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A named group of servers that serve the same, and the choice among them.
 *
 * <h2>Threads</h2>
 *
 * Used by all event loops. What changes in it is the health of its servers, which lives on when another configuration takes effect, and
 * which servers its services have.
 */
public final class UpstreamGroup implements PeerSet {
    private static final Logger log = LoggerFactory.getLogger(UpstreamGroup.class);
    /** Held while it is counted how many are absent, so that they never become too many. */
    private static final Object EJECTING = new Object();

    private final String name;
    private final UpstreamBlueprint blueprint;
    private final @Nullable HashSource hashSource;
    private final RetryConfig retry;
    private final RetryBudget retryBudget;
    private volatile Servers servers;

    /** The group of {@code blueprint}, whose servers are these at the moment. */
    UpstreamGroup(UpstreamBlueprint blueprint, Servers servers, int loops) {
        UpstreamConfig written = blueprint.written();
        this.name = written.name();
        this.blueprint = blueprint;
        this.retry = written.settings().retry();
        this.retryBudget = new RetryBudget(retry.budget(), loops);
        this.hashSource = written.settings().balance() == BalanceConfig.HASH
                ? HashSource.of(written.settings().hashBy())
                : null;
        this.servers = servers;
    }

    /** What it was made of. */
    UpstreamBlueprint blueprint() {
        return blueprint;
    }

    /** Its servers at the moment. */
    Servers servers() {
        return servers;
    }

    /** Its services have other servers from now on. */
    void turnTo(Servers others) {
        servers = others;
    }

    /** Its name in the configuration, in logs and metrics. */
    public String name() {
        return name;
    }

    /** Whether its servers are spoken to in HTTP/2, where many exchanges share a connection. */
    public boolean multiplexed() {
        return blueprint.addresses().getFirst().http2();
    }

    /** How often, and after what, one of its servers is asked again. */
    public RetryConfig retry() {
        return retry;
    }

    /** The retries that it can afford. */
    public RetryBudget retryBudget() {
        return retryBudget;
    }

    /** Its servers, in the order they were configured, and for services those that they have at the moment. */
    public List<Member> members() {
        return servers.members();
    }

    /** The server that is this very peer, or null. */
    public @Nullable Member memberOf(Peer peer) {
        return servers.of(peer);
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
        Servers now = servers;
        Member only = now.only();
        if (only != null) {
            return only.isDown() ? null : only;
        }
        return now.pick(loop, hashSource == null ? HashSource.NONE : hashSource.keyOf(request, client), attempt, tried);
    }

    /** Whether there is a server that can be asked beside those that were {@code tried}. */
    public boolean hasOther(Loop loop, long tried) {
        return servers.hasOther(loop, tried);
    }

    /** Where a cookie of ours in {@code request} leads back to, or null; it is taken out. Borrows {@code request}. */
    public Stickiness.@Nullable Stuck takeStuck(Loop loop, RequestHead request) {
        Stickiness stickiness = servers.stickiness();
        return stickiness == null ? null : stickiness.take(loop, request);
    }

    /**
     * The value of a Set-Cookie field that brings the client back to {@code member}; or null where the group has no cookies, or the
     * client has one already. Cookies of its name are taken out of {@code answer}.
     *
     * @param stuck what {@link #takeStuck} has found
     */
    public byte @Nullable [] cookie(Loop loop, Member member, Stickiness.@Nullable Stuck stuck, ResponseHead answer) {
        Stickiness stickiness = servers.stickiness();
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
        member.health().tally().onFailure();
        Ejection.Rules ejection = rules().ejection();
        if (ejection != null && member.health().ejection().onFailure(now, ejection)) {
            eject(member, why, now, ejection);
        }
    }

    private void eject(Member member, String why, long now, Ejection.Rules ejection) {
        Servers current = servers;
        synchronized (EJECTING) {
            long ejected = current.members().stream().filter(Member::isEjected).count();
            if (member.isEjected() || ejected >= current.rules().mostEjected()) {
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
        if (rules().ejection() != null && member.health().ejection().onSuccess(now)) {
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
        return servers.rules();
    }

    /** A check of {@code member} has told this: {@code why} it went so, in words. To be called for one check at a time. */
    void onCheck(Member member, boolean good, String why, long now) {
        HealthCheckConfig check = rules().check();
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
