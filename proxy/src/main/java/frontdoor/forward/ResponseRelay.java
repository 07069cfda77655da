package frontdoor.forward;

import frontdoor.exchange.ClientStream;
import frontdoor.http.Method;
import frontdoor.http.ResponseHead;
import frontdoor.snapshot.Site;
import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/**
 * A backend's answer on its way to the client: the head once it is prepared, the body as it comes, and what is counted of both.
 *
 * <h2>Buffers</h2>
 *
 * Holds no octets: how much a client is sent before it takes some is for whoever reads the backend.
 */
final class ResponseRelay {
    private final Exchange exchange;
    private final Site site;
    /** A head without a body waits here for the end that follows at once, so that both are written as one. */
    private @Nullable ResponseHead bodylessHead;

    private boolean headWritten;

    /** The relay of what a backend of {@code site} answers. */
    ResponseRelay(Exchange exchange, Site site) {
        this.exchange = exchange;
        this.site = site;
    }

    /** Hands on an interim head. */
    void interim(ResponseHead head) {
        // The client that waits for 100 has got ours (RFC 9110 10.1.1): a second one would be taken for another answer.
        if (head.status() != 100) {
            ResponseHeaders.writeInterim(client(), head);
        }
    }

    /** Prepares the final head and hands it on. */
    void head(ResponseHead head) {
        ExchangeFacts facts = exchange.facts();
        facts.headReceived();
        facts.statusSent(head.status());
        ResponseHeaders.apply(head, site, facts);
        if (isBodyless(head.status())) {
            bodylessHead = head;
            return;
        }
        headWritten = true;
        ResponseHeaders.write(client(), head, site, false);
    }

    private boolean isBodyless(int status) {
        return exchange.request().method() == Method.HEAD || status == 204 || status == 304;
    }

    /** Hands on a piece of the body, or of what a tunnel carries. Takes ownership of {@code data}. */
    void body(ByteBuf data) {
        exchange.facts().responseBody(data.readableBytes());
        client().writeBody(data);
    }

    /** The answer is complete. */
    void end() {
        ResponseHead bodyless = bodylessHead;
        bodylessHead = null;
        if (bodyless != null) {
            ResponseHeaders.write(client(), bodyless, site, true);
        } else {
            client().writeEnd();
        }
    }

    /** The answer will not be completed: what is not yet with the client never will be. */
    void forget() {
        bodylessHead = null;
    }

    /** Whether the client has the head. */
    boolean headWritten() {
        return headWritten;
    }

    private ClientStream client() {
        return exchange.client();
    }
}
