package frontdoor.forward;

import frontdoor.heads.MaxForwards;
import frontdoor.http.Failure;
import frontdoor.http.Flaw;
import frontdoor.http.Rule;
import frontdoor.scheme.HostRules;

/**
 * The gate before a backend, for what {@link HostRules#decide} cannot tell: what depends on the state of the process and on what has come
 * before, and what a request may be asked once only. Whoever tells what a configuration does never calls it.
 *
 * <p>What is answered without a backend costs next to nothing and passes by.
 */
final class RequestGate {
    private RequestGate() {}

    /** Whether the request may go on; if not, its exchange has ended when this returns. */
    static boolean admits(Exchange exchange) {
        return hasRoom(exchange) && mayBeForwarded(exchange);
    }

    /** While memory is short, what is left is kept for what is in flight. */
    private static boolean hasRoom(Exchange exchange) {
        boolean room = exchange.client().connection().loop().room().admitsRequests();
        if (!room) {
            exchange.turnAway();
        }
        return room;
    }

    private static boolean mayBeForwarded(Exchange exchange) {
        return switch (MaxForwards.take(exchange.request())) {
            case FORWARD -> true;
            case ANSWER -> {
                exchange.answerOptions();
                yield false;
            }
            case MALFORMED -> {
                exchange.request().setFlaw(Flaw.of(Rule.MAX_FORWARDS));
                exchange.answer(Failure.MALFORMED_REQUEST);
                yield false;
            }
        };
    }
}
