package frontdoor.forward;

import frontdoor.challenge.ForeignQuestion;
import frontdoor.http.Authority;
import frontdoor.http.Failure;
import frontdoor.http.RequestHead;
import frontdoor.scheme.ReservedPage;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * The answer to an authority that another ACME client has: asked for beside the loops, 404 where there is none. Whatever the request's body
 * is, it is dropped.
 *
 * <h2>Threads</h2>
 *
 * Confined to the event loop of its exchange; what takes time is on others.
 */
final class ForeignAnswering implements Responder {
    private final Exchange exchange;
    private final ReservedPage.Foreign page;

    ForeignAnswering(Exchange exchange, ReservedPage.Foreign page) {
        this.exchange = exchange;
        this.page = page;
    }

    @Override
    public void begin() {
        RequestHead request = exchange.request();
        if (exchange.parts().requestHeaders().hasPassed(request.fields())) {
            exchange.answer(Failure.LOOP_DETECTED);
            return;
        }
        Authority authority = request.authority();
        CompletableFuture<Optional<byte[]>> answer = page.ask(
                new ForeignQuestion(
                        authority == null ? "" : authority.toString(),
                        page.token(request),
                        exchange.parts().requestHeaders().signature(request.version())),
                exchange.facts().client().key());
        if (answer == null) {
            exchange.answer(Failure.UPSTREAM_QUEUE_FULL);
            return;
        }
        var eventLoop = exchange.client().connection().loop().eventLoop();
        var _ = answer.whenComplete(
                (found, failed) -> eventLoop.execute(() -> settle(failed == null ? found.orElse(null) : null, failed)));
    }

    private void settle(byte @Nullable [] found, @Nullable Throwable failed) {
        if (exchange.hasEnded()) {
            return;
        }
        try {
            if (failed == null) {
                exchange.answerChallenge(Answers.TEXT, found);
            } else {
                exchange.answer(failure(failed));
            }
        } catch (Throwable thrown) {
            // There is nobody else to hear of this.
            exchange.breakDown(thrown);
        }
    }

    private static Failure failure(Throwable failed) {
        return switch (failed) {
            case UnknownHostException _ -> Failure.UPSTREAM_UNRESOLVED;
            case ConnectException _ -> Failure.UPSTREAM_CONNECT_REFUSED;
            case SocketTimeoutException _ -> Failure.UPSTREAM_RESPONSE_TIMEOUT;
            case IOException _ -> Failure.UPSTREAM_BAD_RESPONSE;
            default -> Failure.INTERNAL_ERROR;
        };
    }
}
