package frontdoor.forward;

import frontdoor.exchange.ClientConnection;
import frontdoor.exchange.ClientStream;
import frontdoor.exchange.ResponseEvents;
import frontdoor.exchange.StreamTurns;
import frontdoor.exchange.UpstreamStream;
import frontdoor.http.ConnectionLogin;
import frontdoor.http.Failure;
import frontdoor.http.Flaw;
import frontdoor.http.Method;
import frontdoor.http.RequestHead;
import frontdoor.http.ResponseHead;
import frontdoor.loop.Loop;
import frontdoor.snapshot.Site;
import frontdoor.snapshot.Snapshot;
import frontdoor.upstream.Opening;
import frontdoor.upstream.Peer;
import frontdoor.upstream.UpstreamGroup;
import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/**
 * The backend's half of an exchange: choose a peer, send, relay.
 *
 * <ol>
 *   <li>{@link #begin}: what may not be forwarded is refused, the rest may have to wait for its turn.
 *   <li>{@link #onTurn}: a peer is picked and a connection asked for.
 *   <li>{@link #onUpstreamReady}: head and body go out; a client that waits for 100 gets ours.
 *   <li>{@link #onResponseHead}, {@link #onResponseBody}, {@link #onResponseEnd}: the answer is relayed as it comes.
 * </ol>
 *
 * <h2>Backpressure</h2>
 *
 * The backend is not read while the client takes no more, and the other way round.
 */
final class Forwarding implements Responder, ResponseEvents, StreamTurns.Waiter {
    private final Exchange exchange;
    private final ExchangeParts parts;
    private final Snapshot snapshot;
    private final Site site;
    private final UpstreamGroup group;
    private final ClientStream client;
    private final RequestHead request;
    private final ExchangeFacts facts;
    private final StreamTurns turns;

    private @Nullable Peer peer;
    private @Nullable Opening opening;
    private @Nullable UpstreamStream upstream;
    private @Nullable RequestBody body;
    /** A head without a body waits here for the end that follows at once, so that both are written as one. */
    private @Nullable ResponseHead bodylessHead;

    private boolean hasTurn;
    private int attempt;
    private boolean continued;
    private boolean headWritten;
    private boolean tunnel;
    private boolean clientFin;
    private boolean upstreamFin;
    private boolean closed;

    /** The backend's half of {@code exchange}, for a request that belongs to {@code site} and goes to {@code group}. */
    Forwarding(Exchange exchange, Site site, UpstreamGroup group) {
        this.exchange = exchange;
        this.parts = exchange.parts();
        this.snapshot = exchange.snapshot();
        this.site = site;
        this.group = group;
        this.client = exchange.client();
        this.request = exchange.request();
        this.facts = exchange.facts();
        this.turns = client.connection().turns();
    }

    @Override
    public void begin() {
        Failure refused = prepare();
        if (refused != null) {
            exchange.fail(refused);
            return;
        }
        if (request.bodyLength() != 0) {
            body = RequestBody.of(client, site.clientBodyNanos(), exchange::fail);
        }
        if (turns.take(this)) {
            onTurn();
        }
    }

    @Override
    public void onTurn() {
        hasTurn = true;
        try {
            open(false);
        } catch (Throwable thrown) {
            // A turn that comes later comes by itself: there is nobody else to hear of this.
            exchange.breakDown(thrown);
        }
    }

    @Override
    public void onTurnTimeout() {
        exchange.fail(Failure.STREAM_QUEUE_TIMEOUT);
    }

    private @Nullable Failure prepare() {
        if (request.bodyLength() > site.bodyLimit()) {
            return Failure.BODY_TOO_LARGE;
        }
        return parts.requestHeaders().apply(request, client.connection(), snapshot.publicPortOctets());
    }

    private void open(boolean fresh) {
        Peer own = parts.upstreams().pinned(client.connection(), group);
        Peer picked = own == null ? group.pick(attempt, peer) : own;
        peer = picked;
        facts.upstreamChosen(group.name());
        attempt++;
        int mine = attempt;
        Opening asked = ask(picked, fresh);
        // By now the connection may be there, the exchange over, or another attempt under way.
        if (upstream == null && !closed && attempt == mine) {
            opening = asked;
        }
    }

    private Opening ask(Peer picked, boolean fresh) {
        Loop loop = client.connection().loop();
        return ConnectionLogin.isIn(request.fields())
                ? parts.upstreams().openPinned(loop, picked, site.timeouts(), this)
                : parts.upstreams().open(loop, picked, site.timeouts(), fresh, this);
    }

    @Override
    public ClientConnection client() {
        return client.connection();
    }

    @Override
    public void onUpstreamReady(UpstreamStream stream) {
        assert client.connection().loop().isCurrent();
        opening = null;
        upstream = stream;
        facts.peerReached(stream.peer());
        stream.writeHead(request);
        if (!client.isWritable()) {
            stream.setReading(false);
        }
        if (body != null) {
            if (request.expectsContinue() && !exchange.requestEnded() && !continued) {
                continued = true;
                parts.answers().goOn(client);
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
            return;
        }
        if (!tunnel && facts.requestBodyOctets() > site.bodyLimit()) {
            data.release();
            exchange.fail(Failure.BODY_TOO_LARGE);
            return;
        }
        body.accept(data);
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
        if (upstream != null) {
            upstream.setReading(true);
        }
    }

    @Override
    public void onInterim(ResponseHead head) {
        // The client that waits for 100 has got ours (RFC 9110 10.1.1): a second one would be taken for another answer.
        if (head.status() != 100) {
            ResponseHeaders.writeInterim(client, head);
        }
    }

    @Override
    public void onResponseHead(ResponseHead head) {
        assert client.connection().loop().isCurrent();
        facts.headReceived();
        facts.statusSent(head.status());
        ResponseHeaders.apply(head, site, snapshot, facts);
        if (request.method() == Method.HEAD || head.status() == 204 || head.status() == 304) {
            bodylessHead = head;
            return;
        }
        if (head.status() == 101) {
            tunnel = true;
            body = RequestBody.tunnel(client);
            if (upstream != null) {
                body.attach(upstream);
            }
        }
        headWritten = true;
        ResponseHeaders.write(client, head, site, false);
    }

    @Override
    public void onResponseBody(ByteBuf data) {
        facts.responseBody(data.readableBytes());
        client.writeBody(data);
        if (upstream != null && !client.isWritable()) {
            upstream.setReading(false);
        }
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
        exchange.discardRequest();
        ResponseHead bodyless = bodylessHead;
        bodylessHead = null;
        endComplete();
        if (bodyless != null) {
            ResponseHeaders.write(client, bodyless, site, true);
        } else {
            client.writeEnd();
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
        facts.responseMalformed(flaw);
    }

    @Override
    public void onUpstreamFailure(Failure failure) {
        assert client.connection().loop().isCurrent();
        upstream = null;
        opening = null;
        bodylessHead = null;
        if (mayRetry(failure)) {
            facts.retried();
            if (body != null) {
                body.detach();
            }
            open(true);
        } else {
            exchange.fail(failure);
        }
    }

    /** RFC 9110 9.2.2: once, and only what was certainly not sent, or what may be sent twice. */
    private boolean mayRetry(Failure failure) {
        if (attempt > 1 || headWritten) {
            return false;
        }
        return switch (failure.retry()) {
            case NEVER -> false;
            case OTHER_PEER -> true;
            case IF_REPEATABLE -> request.method().idempotent() && request.bodyLength() == 0;
        };
    }

    @Override
    public boolean headWritten() {
        return headWritten;
    }

    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        if (hasTurn) {
            turns.give();
        } else {
            turns.leave(this);
        }
        if (body != null) {
            body.close();
        }
        if (opening != null) {
            opening.cancel();
            opening = null;
        }
        if (upstream != null) {
            upstream.cancel();
            upstream = null;
        }
    }
}
