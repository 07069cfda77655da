package frontdoor.forward;

import frontdoor.client.Client;
import frontdoor.http.Failure;
import frontdoor.http.FieldName;
import frontdoor.login.BasicAuth;
import frontdoor.login.Credentials;
import frontdoor.login.Passwords;
import frontdoor.loop.Deadline;
import frontdoor.loop.Loop;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;

/**
 * The login by name and password (RFC 7617) before a site: past it, or 401. The password goes on to the backend, as with nginx, which may
 * have a use for the name.
 *
 * <h2>Threads</h2>
 *
 * Confined to the event loop of its exchange; what takes time is on others.
 */
final class PasswordGuard {
    private final Exchange exchange;
    private final BasicAuth login;

    /** The one before {@code exchange}. */
    PasswordGuard(Exchange exchange, BasicAuth login) {
        this.exchange = exchange;
        this.login = login;
    }

    /** Runs {@code passed} once it is known that the client may come in, now or later; or answers, unless the exchange has ended by then. */
    void begin(Runnable passed) {
        Client client = exchange.facts().client();
        if (!client.secure()) {
            // Where the site serves some in the clear all the same: nobody is asked for a password there.
            exchange.answer(Failure.PLAINTEXT_REFUSED);
            return;
        }
        Credentials credentials = Credentials.of(exchange.request().fields());
        if (credentials == null) {
            challenge();
            return;
        }
        CompletableFuture<Boolean> outcome =
                exchange.parts().passwords().check(login.users(), credentials, client.key());
        if (outcome == null) {
            exchange.answer(Failure.LOGIN_OVERLOADED);
        } else if (outcome.isDone() && !outcome.isCompletedExceptionally()) {
            settle(outcome.resultNow(), passed);
        } else {
            await(outcome, passed);
        }
    }

    private void await(CompletableFuture<Boolean> outcome, Runnable passed) {
        Loop loop = exchange.client().connection().loop();
        Deadline patience = Deadline.of(() -> settleLater(false, new TimeoutException(), passed));
        loop.set(patience, Passwords.PATIENCE.toNanos());
        var _ = outcome.whenComplete((good, failed) -> loop.eventLoop().execute(() -> {
            patience.withdraw();
            settleLater(good, failed, passed);
        }));
    }

    private void settleLater(Boolean good, Throwable failed, Runnable passed) {
        if (exchange.hasEnded()) {
            return;
        }
        try {
            if (failed == null) {
                settle(good, passed);
            } else {
                exchange.answer(Failure.LOGIN_OVERLOADED);
            }
        } catch (Throwable thrown) {
            // There is nobody else to hear of this.
            exchange.breakDown(thrown);
        }
    }

    private void settle(boolean good, Runnable passed) {
        if (good) {
            passed.run();
        } else {
            challenge();
        }
    }

    private void challenge() {
        exchange.answer(
                Failure.LOGIN_REQUIRED, new Answers.Detail(null, FieldName.WWW_AUTHENTICATE, login.challenge()));
    }
}
