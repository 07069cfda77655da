package frontdoor.forward;

import frontdoor.config.ExchangeTimeouts;
import frontdoor.exchange.ClientConnection;
import frontdoor.exchange.ResponseEvents;
import frontdoor.http.ConnectionLogin;
import frontdoor.http.Failure;
import frontdoor.upstream.Opening;
import frontdoor.upstream.Peer;
import frontdoor.upstream.UpstreamGroup;
import frontdoor.upstream.UpstreamOpener;
import org.jspecify.annotations.Nullable;

/** The attempts of one exchange to come by a stream of a backend: which peer is asked, for what, and how often. */
final class Attempts {
    private final Exchange exchange;
    private final UpstreamGroup group;
    private @Nullable Peer peer;
    private @Nullable Opening opening;
    private int made;
    private boolean settled;

    /** Those to get a stream of {@code group}. */
    Attempts(Exchange exchange, UpstreamGroup group) {
        this.exchange = exchange;
        this.group = group;
    }

    /** Asks a peer for a stream, on a connection of its own if {@code fresh}; {@code events} may hear of it before this returns. */
    void begin(ExchangeTimeouts timeouts, boolean fresh, ResponseEvents events) {
        exchange.facts().upstreamChosen(group.name());
        peer = pick();
        settled = false;
        made++;
        int mine = made;
        Opening asked = ask(peer, timeouts, fresh, events);
        // By now the connection may be there, the exchange over, or another attempt under way.
        if (!settled && made == mine) {
            opening = asked;
        }
    }

    private Peer pick() {
        Peer own = upstreams().pinned(client(), group);
        return own == null ? group.pick(made, peer) : own;
    }

    private Opening ask(Peer picked, ExchangeTimeouts timeouts, boolean fresh, ResponseEvents events) {
        return ConnectionLogin.isIn(exchange.request().fields())
                ? upstreams().openPinned(client().loop(), picked, timeouts, events)
                : upstreams().open(client().loop(), picked, timeouts, fresh, events);
    }

    /** The stream is there, or has failed. */
    void onSettled() {
        settled = true;
        opening = null;
    }

    /** Whether another one may follow what {@code failure} has ended; {@code answered} if the client has the head of an answer. */
    boolean mayGoOn(Failure failure, boolean answered) {
        return RetryRule.allows(exchange.request(), failure, made, answered);
    }

    /** Gives up what is under way, if anything is. */
    void giveUp() {
        Opening unwanted = opening;
        onSettled();
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
