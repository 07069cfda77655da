package frontdoor.forward;

import frontdoor.client.Client;
import frontdoor.exchange.ClientConnection;
import frontdoor.exchange.ResponseEvents;
import frontdoor.exchange.UpstreamStream;
import frontdoor.heads.HopByHop;
import frontdoor.heads.RequestHeaders;
import frontdoor.http.Failure;
import frontdoor.http.Flaw;
import frontdoor.http.Method;
import frontdoor.http.Octets;
import frontdoor.http.RequestHead;
import frontdoor.http.ResponseHead;
import frontdoor.http.Rule;
import frontdoor.snapshot.ForwardAuth;
import frontdoor.snapshot.Site;
import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/**
 * The question to the server that decides who comes in. Success lets the request go on with what the answer says of it; 401, 403 and
 * redirects are the client's answer; everything else is a failure of that server, and lets nobody in.
 *
 * <h2>Buffers</h2>
 *
 * Holds none: what comes with success is dropped, what comes with a refusal is relayed.
 *
 * <h2>Threads</h2>
 *
 * Confined to the event loop of its exchange.
 */
final class AuthGuard implements ResponseEvents {
    /** Octets that may come with success: more than to read them costs a new connection. */
    private static final long MOST_DROPPED = 64 << 10;

    private final Exchange exchange;
    private final Site site;
    private final ForwardAuth auth;
    private final Runnable passed;
    private final ResponseRelay relay;

    private @Nullable RequestHead question;
    private @Nullable Attempts attempts;
    private @Nullable UpstreamStream upstream;
    private boolean admitted;
    private boolean refused;
    private long dropped;
    private boolean closed;

    /** @param passed what follows success */
    AuthGuard(Exchange exchange, Site site, ForwardAuth auth, Runnable passed) {
        this.exchange = exchange;
        this.site = site;
        this.auth = auth;
        this.passed = passed;
        this.relay = new ResponseRelay(exchange, site, site.rules().responseRules());
    }

    /** Asks. */
    void begin() {
        RequestHead request = exchange.request();
        // Now, and not when it is forwarded: what the answer adds must not be taken out again because a client
        // nominates it.
        if (!HopByHop.strip(request.fields())) {
            request.setFlaw(Flaw.of(Rule.CONNECTION_OPTION));
            exchange.answer(Failure.BAD_CONNECTION_OPTION);
            return;
        }
        RequestHeaders headers = exchange.parts().requestHeaders();
        if (headers.hasPassed(request.fields())) {
            // A question of ours that has come back to us would be asked about again, for ever.
            exchange.answer(Failure.LOOP_DETECTED);
            return;
        }
        RequestHead asked = auth.question().about(exchange.facts());
        headers.sign(asked);
        question = asked;
        Attempts making = new Attempts(
                exchange, asked, auth.group(), site.rules().settings().timeouts(), this);
        attempts = making;
        making.begin();
    }

    @Override
    public ClientConnection connection() {
        return exchange.client().connection();
    }

    @Override
    public Client client() {
        return exchange.facts().client();
    }

    @Override
    public void onUpstreamReady(UpstreamStream stream) {
        if (attempts != null) {
            attempts.onReady(stream);
        }
        upstream = stream;
        exchange.facts().peerReached(stream.peer());
        if (question != null) {
            stream.writeHead(question);
        }
        if (upstream == stream) {
            stream.writeEnd();
        }
    }

    @Override
    public void onInterim(ResponseHead head) {
        // Of its own answer, which is none for the client.
    }

    @Override
    public void onResponseHead(ResponseHead head) {
        if (attempts != null) {
            attempts.onAnswered(
                    head.status(), exchange.client().connection().loop().nanoTime());
        }
        int status = head.status();
        if (status >= 200 && status <= 299) {
            admitted = true;
            var _ = HopByHop.strip(head.fields());
            auth.question().admit(exchange.request(), head.fields());
        } else if (isRefusal(status)) {
            refused = true;
            relay.head(head, null);
            if (exchange.request().method() == Method.HEAD && upstream != null) {
                // The question was no HEAD: a body may come, which nobody wants.
                upstream.cancel();
                onResponseEnd();
            }
        } else {
            byte[] digits = Octets.of(Integer.toString(status));
            exchange.facts().responseMalformed(Flaw.of(Rule.LOGIN_ANSWER, digits, 0, digits.length));
            exchange.fail(
                    status == 503
                            ? Failure.LOGIN_UNAVAILABLE
                            : status == 504 ? Failure.UPSTREAM_RESPONSE_TIMEOUT : Failure.LOGIN_FAILED);
        }
    }

    private static boolean isRefusal(int status) {
        return switch (status) {
            case 301, 302, 303, 307, 308, 401, 403 -> true;
            default -> false;
        };
    }

    @Override
    public void onResponseBody(ByteBuf data) {
        if (refused) {
            relay.body(data);
            if (upstream != null && !exchange.client().isWritable()) {
                upstream.setReading(false);
            }
            return;
        }
        dropped += data.readableBytes();
        data.release();
        if (dropped > MOST_DROPPED && upstream != null) {
            upstream.cancel();
            onResponseEnd();
        }
    }

    @Override
    public void onResponseEnd() {
        if (attempts != null) {
            attempts.onSuccess();
        }
        upstream = null;
        if (admitted) {
            close();
            passed.run();
        } else if (relay.finish()) {
            exchange.discardRequest();
            exchange.closeAndEnd();
            relay.end();
        }
    }

    @Override
    public void onUpstreamWritable() {
        // The question has no body.
    }

    @Override
    public void onMalformed(Flaw flaw) {
        exchange.facts().responseMalformed(flaw);
    }

    @Override
    public void onUpstreamFailure(Failure failure) {
        upstream = null;
        Attempts made = attempts;
        if (made == null) {
            return;
        }
        made.onFailure(failure);
        relay.forget();
        if (!admitted && made.goOn(failure, refused)) {
            exchange.facts().retried();
            made.ask(true);
        } else {
            exchange.fail(failure);
        }
    }

    void onClientFull() {
        if (upstream != null && refused) {
            upstream.setReading(false);
        }
    }

    void onClientWritable() {
        if (upstream != null) {
            upstream.setReading(true);
        }
    }

    boolean headWritten() {
        return relay.headWritten();
    }

    void close() {
        if (closed) {
            return;
        }
        closed = true;
        if (attempts != null) {
            attempts.close();
        }
        relay.close();
        if (upstream != null) {
            upstream.cancel();
            upstream = null;
        }
    }
}
