package frontdoor.forward;

import frontdoor.client.Client;
import frontdoor.exchange.ClientConnection;
import frontdoor.exchange.ClientStream;
import frontdoor.exchange.ResponseEvents;
import frontdoor.exchange.UpstreamStream;
import frontdoor.http.Failure;
import frontdoor.http.Fields;
import frontdoor.http.Flaw;
import frontdoor.http.MediaType;
import frontdoor.http.RequestHead;
import frontdoor.http.ResponseHead;
import frontdoor.snapshot.ExchangeRules;
import frontdoor.snapshot.RoutedGroup;
import frontdoor.snapshot.Site;
import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/**
 * The backend's half of an exchange: ask, send, relay.
 *
 * <ol>
 *   <li>{@link #begin}: what may not be forwarded is refused.
 *   <li>{@link Attempts}: when its turn has come, a peer is asked for a stream.
 *   <li>{@link #onUpstreamReady}: head and body go out; a client that waits for 100 gets ours.
 *   <li>{@link #onResponseHead}, {@link #onResponseBody}, {@link #onResponseEnd}: a {@link ResponseRelay} hands the answer on as it comes.
 * </ol>
 *
 * <h2>Backpressure</h2>
 *
 * The backend is not read while the client takes no more, and the other way round.
 */
final class Forwarding implements Responder, ResponseEvents {
    private final Exchange exchange;
    private final ClientStream client;
    private final ExchangeRules rules;
    private final boolean multiplexed;
    private final Attempts attempts;
    private final ResponseRelay relay;

    private @Nullable UpstreamStream upstream;
    private @Nullable RequestBody body;
    private boolean continued;
    private boolean tunnel;
    private boolean clientFin;
    private boolean upstreamFin;
    private boolean resting;
    private boolean closed;

    /** The backend's half of {@code exchange}, for a request that belongs to {@code site} and goes to {@code target}. */
    Forwarding(Exchange exchange, Site site, RoutedGroup target) {
        this.exchange = exchange;
        this.client = exchange.client();
        this.rules = target.rulesOf(site);
        this.multiplexed = target.group().multiplexed();
        this.relay = new ResponseRelay(exchange, site, rules.responseRules());
        this.attempts = new Attempts(
                exchange, exchange.request(), target.group(), rules.settings().timeouts(), this);
    }

    @Override
    public void begin() {
        Failure refused = prepare();
        if (refused != null) {
            exchange.fail(refused);
            return;
        }
        body = RequestBody.expectedOf(exchange, rules.settings(), multiplexed);
        attempts.begin();
    }

    private @Nullable Failure prepare() {
        RequestHead request = exchange.request();
        if (request.bodyLength() > rules.settings().limits().body()) {
            return Failure.BODY_TOO_LARGE;
        }
        return exchange.parts().requestHeaders().apply(exchange.facts(), rules.requestRules());
    }

    @Override
    public ClientConnection connection() {
        return client.connection();
    }

    @Override
    public Client client() {
        return exchange.facts().client();
    }

    @Override
    public void onUpstreamReady(UpstreamStream stream) {
        assert client.connection().loop().isCurrent();
        attempts.onReady(stream);
        upstream = stream;
        exchange.facts().peerReached(stream.peer());
        stream.writeHead(exchange.request());
        if (!client.isWritable()) {
            stream.setReading(false);
        }
        if (body != null && !exchange.request().websocketUpgrade()) {
            if (exchange.request().expectsContinue() && !exchange.requestEnded() && !continued) {
                continued = true;
                exchange.parts().answers().goOn(client);
            }
            body.attach(stream);
        }
        if (exchange.requestEnded()) {
            stream.writeEnd();
        }
    }

    @Override
    public void onRequestBody(ByteBuf data) {
        if (body == null) {
            data.release();
        } else {
            body.accept(data);
        }
    }

    @Override
    public void onRequestEnd() {
        if (body != null) {
            body.onEnd();
        }
        if (upstream != null) {
            upstream.writeEnd();
        }
        clientFin = tunnel;
        if (clientFin && upstreamFin) {
            endComplete();
        }
    }

    @Override
    public void onClientFull() {
        if (upstream != null) {
            upstream.setReading(false);
        }
    }

    @Override
    public void onClientWritable() {
        if (upstream != null && !resting) {
            upstream.setReading(true);
        }
    }

    @Override
    public void onInterim(ResponseHead head) {
        relay.interim(head);
    }

    @Override
    public void onResponseHead(ResponseHead head) {
        assert client.connection().loop().isCurrent();
        long now = client.connection().loop().nanoTime();
        exchange.facts().headReceived(now);
        attempts.onAnswered(head.status(), now);
        if (attempts.goOnAfter(head.status())) {
            askInstead();
            return;
        }
        if (head.tunnel()) {
            attempts.onSuccess();
            becomeTunnel();
        }
        if (head.tunnel() || MediaType.isLasting(head.fields())) {
            attempts.giveTurn();
        }
        relay.head(head, attempts.cookie(head));
    }

    /** The answer whose head has come is given up for another one. */
    private void askInstead() {
        attempts.onUseless();
        letGo();
        exchange.facts().retried();
        attempts.ask(false);
    }

    private void becomeTunnel() {
        tunnel = true;
        if (body != null && upstream != null) {
            body.attach(upstream);
        }
    }

    @Override
    public void onResponseBody(ByteBuf data) {
        relay.body(data);
        if (upstream != null && relay.isComplete(false)) {
            upstream.cancel();
            onResponseEnd();
        } else if (upstream != null && !client.isWritable()) {
            upstream.setReading(false);
        } else if (upstream != null && relay.mustRest()) {
            rest(upstream);
        }
    }

    private void rest(UpstreamStream from) {
        from.setReading(false);
        if (!resting) {
            resting = true;
            exchange.parts().pace().rest(this::goOn);
        }
    }

    private void goOn() {
        resting = false;
        if (client.isWritable()) {
            onClientWritable();
        }
    }

    @Override
    public void onResponseTrailers(Fields fields) {
        relay.trailers(fields);
    }

    @Override
    public void onResponseEnd() {
        if (tunnel) {
            upstreamFin = true;
            if (clientFin) {
                endComplete();
            }
            client.writeEnd();
            return;
        }
        attempts.onSuccess();
        if (relay.finish()) {
            exchange.discardRequest();
            endComplete();
            relay.end();
        }
    }

    private void endComplete() {
        upstream = null;
        close();
        exchange.end(null);
    }

    @Override
    public void onUpstreamWritable() {
        if (body != null) {
            body.onUpstreamWritable();
        }
    }

    @Override
    public void onMalformed(Flaw flaw) {
        exchange.facts().responseMalformed(flaw);
    }

    @Override
    public void onUpstreamFailure(Failure failure) {
        assert client.connection().loop().isCurrent();
        upstream = null;
        attempts.onSettled();
        if (relay.isComplete(true)) {
            onResponseEnd();
            return;
        }
        attempts.onFailure(failure);
        relay.forget();
        if (attempts.goOn(failure, relay.headWritten())) {
            exchange.facts().retried();
            if (body != null) {
                body.detach();
            }
            attempts.ask(true);
        } else {
            exchange.fail(failure);
        }
    }

    @Override
    public boolean headWritten() {
        return relay.headWritten();
    }

    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        if (body != null) {
            body.close();
        }
        attempts.close();
        relay.close();
        letGo();
    }

    private void letGo() {
        if (upstream != null) {
            upstream.cancel();
            upstream = null;
        }
    }
}
