package frontdoor.forward;

import frontdoor.http.Failure;
import frontdoor.http.FieldName;
import frontdoor.login.BasicAuth;
import frontdoor.pages.MaintenancePage;
import frontdoor.policy.ChallengeRequest;
import frontdoor.snapshot.ForwardAuth;
import frontdoor.snapshot.Site;
import io.netty.buffer.ByteBuf;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The way of a request past what its site has put before every route: maintenance, and logins. Where nothing has to be waited for, it is over
 * before {@link #begin} returns.
 *
 * <h2>Buffers</h2>
 *
 * Holds what comes of the body meanwhile, which stays owed to the client's stream: so the stream stops reading at its own limit.
 *
 * <h2>Threads</h2>
 *
 * Confined to the event loop of its exchange.
 */
final class Guarding implements Responder {
    private final Exchange exchange;
    private final Site site;
    private final Consumer<HeldPieces> onward;
    private final HeldPieces held = new HeldPieces();
    private @Nullable AuthGuard asking;

    /**
     * The way of {@code exchange}, which belongs to {@code site}.
     *
     * @param onward where it leads; takes what there is of the body
     */
    Guarding(Exchange exchange, Site site, Consumer<HeldPieces> onward) {
        this.exchange = exchange;
        this.site = site;
        this.onward = onward;
    }

    @Override
    public void begin() {
        if (ChallengeRequest.isOne(exchange.request())) {
            goOn();
        } else if (passesMaintenance()) {
            BasicAuth login = site.features().basicAuth();
            if (login == null) {
                askServer();
            } else {
                new PasswordGuard(exchange, login).begin(this::askServer);
            }
        }
    }

    private void askServer() {
        ForwardAuth server = site.features().forwardAuth();
        if (server == null) {
            goOn();
        } else {
            asking = new AuthGuard(exchange, site, server, this::goOn);
            asking.begin();
        }
    }

    private void goOn() {
        onward.accept(held);
    }

    private boolean passesMaintenance() {
        MaintenancePage maintenance = site.features().maintenance();
        if (maintenance == null || maintenance.admits(exchange.facts().client().address())) {
            return true;
        }
        exchange.answer(
                Failure.MAINTENANCE,
                new Answers.Detail(maintenance.page(), FieldName.RETRY_AFTER, maintenance.retryAfter()));
        return false;
    }

    @Override
    public void onRequestBody(ByteBuf data) {
        held.add(data);
    }

    @Override
    public void onRequestEnd() {
        // Whoever comes next is told.
    }

    @Override
    public void onClientFull() {
        if (asking != null) {
            asking.onClientFull();
        }
    }

    @Override
    public void onClientWritable() {
        if (asking != null) {
            asking.onClientWritable();
        }
    }

    @Override
    public boolean headWritten() {
        return asking != null && asking.headWritten();
    }

    @Override
    public void close() {
        held.release();
        if (asking != null) {
            asking.close();
        }
    }
}
