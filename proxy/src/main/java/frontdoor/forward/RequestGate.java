package frontdoor.forward;

import frontdoor.client.Client;
import frontdoor.config.ClientCertificatesConfig;
import frontdoor.exchange.ClientConnection;
import frontdoor.exchange.ClientTls;
import frontdoor.heads.MaxForwards;
import frontdoor.http.Failure;
import frontdoor.http.FieldName;
import frontdoor.http.Fields;
import frontdoor.http.Flaw;
import frontdoor.http.Octets;
import frontdoor.http.Rule;
import frontdoor.policy.ChallengeRequest;
import frontdoor.scheme.HostRules;
import frontdoor.share.RateLimit;
import frontdoor.snapshot.EntryRules;
import frontdoor.snapshot.ExchangeRules;
import frontdoor.terms.ClientIdentity;
import java.util.concurrent.TimeUnit;

/**
 * The gate before a backend, for what {@link HostRules#decide} cannot tell: what depends on the state of the process and on what has come
 * before, and what a request may be asked once only. Whoever tells what a configuration does never calls it.
 *
 * <p>What is answered without a backend costs next to nothing and passes by; over HTTP/2 only where there is room: a client that opens no
 * window has every answer kept.
 */
final class RequestGate {
    private static final long NANOS = TimeUnit.SECONDS.toNanos(1);

    private RequestGate() {}

    /** Whether the request, for which {@code rules} hold, may go on; if not, its exchange has ended when this returns. */
    static boolean admits(Exchange exchange, ExchangeRules rules) {
        return hasRoom(exchange) && letsIn(exchange, rules) && mayBeForwarded(exchange);
    }

    /** Whether its client may come, and may do so now; if not, the exchange has ended when this returns. */
    static boolean letsIn(Exchange exchange, ExchangeRules rules) {
        EntryRules entry = rules.entry();
        return entry == null || mayEnter(exchange, entry);
    }

    private static boolean mayEnter(Exchange exchange, EntryRules entry) {
        Client client = exchange.facts().client();
        if (entry.access() != null
                && !entry.access().admits(client.address())
                && !ChallengeRequest.isOne(exchange.request())) {
            exchange.answer(Failure.ACCESS_DENIED);
            return false;
        }
        if (entry.certificates() != null && !hasCertificate(exchange, entry.certificates())) {
            exchange.answer(Failure.CLIENT_CERTIFICATE_REFUSED);
            return false;
        }
        return entry.rate() == null || isWithin(entry.rate(), client, exchange);
    }

    /** Also where the request has come in the clear, or over TLS that ends in front of this: nobody has seen a certificate there. */
    private static boolean hasCertificate(Exchange exchange, ClientCertificatesConfig wanted) {
        ClientTls tls = exchange.client().connection().tls();
        ClientIdentity client = tls == null ? null : tls.identity();
        if (client == null) {
            return !wanted.trust().required();
        }
        return wanted.allow().isEmpty() || wanted.allow().get().have(client);
    }

    private static boolean isWithin(RateLimit rate, Client client, Exchange exchange) {
        long now = exchange.client().connection().loop().nanoTime();
        long wait = exchange.parts().rates().take(client.key(), rate, now);
        if (wait > 0) {
            byte[] seconds = Octets.of(Long.toString((wait + NANOS - 1) / NANOS));
            exchange.answer(Failure.RATE_LIMITED, new Answers.Detail(null, FieldName.RETRY_AFTER, seconds));
        }
        return wait <= 0;
    }

    /** While memory is short, or its client keeps too much of it, what is left is kept for what is in flight; if false, the exchange has ended. */
    static boolean hasRoom(Exchange exchange) {
        ClientConnection connection = exchange.client().connection();
        boolean room =
                connection.loop().room().admitsRequestOf(connection.client().key());
        if (!room) {
            exchange.turnAway();
        }
        return room;
    }

    private static boolean mayBeForwarded(Exchange exchange) {
        Fields fields = exchange.request().fields();
        int first = fields.find(FieldName.AUTHORIZATION, 0);
        // RFC 9110 5.3: one line, since it is no list. A server that decides who comes in could read another one than
        // the backend.
        if (first >= 0 && fields.find(FieldName.AUTHORIZATION, first + 1) >= 0) {
            return refuse(exchange, Rule.TWO_AUTHORIZATIONS);
        }
        return switch (MaxForwards.take(exchange.request())) {
            case FORWARD -> true;
            case ANSWER -> {
                exchange.answerOptions();
                yield false;
            }
            case MALFORMED -> refuse(exchange, Rule.MAX_FORWARDS);
        };
    }

    private static boolean refuse(Exchange exchange, Rule broken) {
        exchange.request().setFlaw(Flaw.of(broken));
        exchange.answer(Failure.MALFORMED_REQUEST);
        return false;
    }
}
