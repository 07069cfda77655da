package frontdoor.forward;

import frontdoor.exchange.ClientConnection;
import frontdoor.exchange.ResponseEvents;
import frontdoor.exchange.StreamTurns;
import frontdoor.exchange.UpstreamStream;
import frontdoor.groups.Member;
import frontdoor.groups.Stickiness;
import frontdoor.groups.UpstreamGroup;
import frontdoor.http.ConnectionLogin;
import frontdoor.http.Failure;
import frontdoor.http.RequestCookies;
import frontdoor.http.RequestHead;
import frontdoor.http.ResponseHead;
import frontdoor.limits.ExchangeTimeouts;
import frontdoor.loop.Loop;
import frontdoor.snapshot.Site;
import frontdoor.upstream.Opening;
import frontdoor.upstream.Peer;
import frontdoor.upstream.UpstreamOpener;
import org.jspecify.annotations.Nullable;

/**
 * The attempts of one exchange to come by a stream of a backend: when it is its turn, which peer is asked, for what, and how often.
 *
 * <h2>Threads</h2>
 *
 * Confined to the event loop of its exchange.
 */
final class Attempts implements StreamTurns.Waiter {
    private final Exchange exchange;
    private final RequestHead request;
    private final UpstreamGroup group;
    private final ExchangeTimeouts timeouts;
    private final ResponseEvents events;
    private @Nullable Member member;
    private @Nullable Opening opening;
    private int made;
    /** Where it has been, by {@link Member#bit()}. */
    private long tried;

    private long turnedNanos;

    /** Where a cookie of the request leads back to. */
    private Stickiness.@Nullable Stuck stuck;

    private boolean hasTurn;
    private boolean settled;
    private boolean kept;
    private boolean failed;

    /**
     * Those to get a stream of {@code group} for {@code request}, be it that of {@code exchange} or a question about it.
     *
     * @param events hears of the stream, and of what comes on it
     */
    Attempts(
            Exchange exchange,
            RequestHead request,
            UpstreamGroup group,
            ExchangeTimeouts timeouts,
            ResponseEvents events) {
        this.exchange = exchange;
        this.request = request;
        this.group = group;
        this.timeouts = timeouts;
        this.events = events;
    }

    /** Makes the first one when it is its turn; who listens may hear of a stream before this returns. */
    void begin() {
        if (client().turns().take(this)) {
            onTurn();
        }
    }

    @Override
    public void onTurn() {
        hasTurn = true;
        try {
            ask(false);
        } catch (Throwable thrown) {
            // A turn that comes later comes by itself: there is nobody else to hear of this.
            exchange.breakDown(thrown);
        }
    }

    @Override
    public void onTurnTimeout() {
        exchange.fail(Failure.STREAM_QUEUE_TIMEOUT);
    }

    /** The answer may last for ever: the client's other requests do not wait for that. */
    void giveTurn() {
        if (hasTurn) {
            hasTurn = false;
            client().turns().give();
        }
    }

    /**
     * Asks a peer for a stream, on a connection of its own if {@code fresh}; who listens may hear of it before this returns. The exchange has
     * failed if there is nobody to ask.
     */
    void ask(boolean fresh) {
        exchange.facts().upstreamChosen(group.name());
        Member picked = pick();
        if (picked == null) {
            exchange.fail(Failure.UPSTREAM_DOWN);
            return;
        }
        turnTo(picked);
        settled = false;
        kept = false;
        made++;
        int mine = made;
        Opening asked = open(picked.peer(), fresh);
        // By now the connection may be there, the exchange over, or another attempt under way.
        if (!settled && made == mine) {
            opening = asked;
        }
    }

    private @Nullable Member pick() {
        Loop loop = client().loop();
        if (made == 0) {
            stuck = group.takeStuck(loop, request);
            dropStickyCookies();
        }
        Peer own = upstreams().pinned(client(), exchange.facts().client(), group);
        Member pinned = own == null ? null : group.memberOf(own);
        if (pinned != null) {
            return pinned;
        }
        if (made == 0) {
            group.retryBudget().onRequest(loop);
        }
        return made == 0 && stuck != null
                ? stuck.member()
                : group.pick(loop, request, exchange.facts().client(), made, tried);
    }

    /** Those of other upstreams of the site, which come along because they are for all paths: they prove who has whose server, and nobody needs them there. */
    private void dropStickyCookies() {
        Site site = exchange.site();
        if (site != null) {
            for (byte[] name : site.features().stickyCookies()) {
                RequestCookies.remove(request.fields(), name);
            }
        }
    }

    private void turnTo(Member picked) {
        tried |= picked.bit();
        member = picked;
        failed = false;
        // What has brought it here has just read the clock: a head, a failure, or the end of another exchange.
        turnedNanos = client().loop().roughNanoTime();
        picked.peer().onTurnedTo(client().loop());
    }

    private void leave() {
        Member left = member;
        member = null;
        if (left != null) {
            left.peer().onLeft(client().loop());
        }
    }

    /** The peer has sent the final head of an answer. */
    void onAnswered(int status, long now) {
        failed = status >= 502 && status <= 504;
        if (member != null) {
            member.onAnswered(now - turnedNanos);
            if (failed) {
                group.onFailure(member, Integer.toString(status), now);
            }
        }
    }

    /** The value of the Set-Cookie field that brings the client back to the peer that has answered, or null. */
    byte @Nullable [] cookie(ResponseHead answer) {
        // Over a connection in the clear no client would take it.
        return failed || member == null || !exchange.facts().client().secure()
                ? null
                : group.cookie(client().loop(), member, stuck, answer);
    }

    /** The answer is complete, or a tunnel is open. */
    void onSuccess() {
        if (!failed && member != null) {
            group.onSuccess(member, client().loop().roughNanoTime());
        }
    }

    /** The attempt has come to nothing. */
    void onFailure(Failure failure) {
        onSettled();
        if (failure.ofServer() && member != null) {
            group.onFailure(member, failure.token(), client().loop().roughNanoTime());
        }
        leave();
    }

    private Opening open(Peer picked, boolean fresh) {
        return ConnectionLogin.isIn(request.fields())
                ? upstreams().openPinned(client().loop(), picked, timeouts, events)
                : upstreams().open(client().loop(), picked, timeouts, fresh, events);
    }

    /** The stream is there. */
    void onReady(UpstreamStream stream) {
        onSettled();
        kept = stream.isOnKeptConnection();
    }

    /** The stream is there, or has failed. */
    void onSettled() {
        settled = true;
        opening = null;
    }

    /** Whether another one follows what {@code failure} has ended; {@code answered} if the client has the head of an answer. */
    boolean goOn(Failure failure, boolean answered) {
        return !answered
                && made <= group.retry().times()
                && RetryRule.allows(request, failure, group.hasOther(client().loop(), tried))
                && (isOfKeptConnection(failure) || group.retryBudget().tryTake(client().loop()));
    }

    /** A connection that the backend ended just as it was used again tells nothing of trouble, and the next one is new: the server has no more to do. */
    private boolean isOfKeptConnection(Failure failure) {
        return kept && (failure == Failure.UPSTREAM_STALE || failure == Failure.UPSTREAM_CLOSED);
    }

    /** Whether another one follows in the place of an answer of this status, of which the client has nothing yet. */
    boolean goOnAfter(int status) {
        return !group.retry().status().isEmpty()
                && group.retry().status().contains(status)
                && made <= group.retry().times()
                && RetryRule.isRepeatable(request)
                && group.retryBudget().tryTake(client().loop());
    }

    /** The answer of the peer is of no use. */
    void onUseless() {
        onSettled();
        leave();
    }

    /** Gives the turn back, or waits for it no longer, and gives up what is under way, if anything is. */
    void close() {
        client().turns().end(this, hasTurn);
        Opening unwanted = opening;
        onSettled();
        leave();
        if (unwanted != null) {
            unwanted.cancel();
        }
    }

    private UpstreamOpener upstreams() {
        return exchange.parts().upstreams();
    }

    private ClientConnection client() {
        return exchange.client().connection();
    }
}
