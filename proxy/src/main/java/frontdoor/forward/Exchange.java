package frontdoor.forward;

import frontdoor.client.Client;
import frontdoor.exchange.ClientStream;
import frontdoor.exchange.RequestEvents;
import frontdoor.heads.ResponseRules;
import frontdoor.http.Failure;
import frontdoor.http.Fields;
import frontdoor.http.Flaw;
import frontdoor.http.Method;
import frontdoor.http.RequestHead;
import frontdoor.loop.Survived;
import frontdoor.pages.Page;
import frontdoor.pages.PageBody;
import frontdoor.snapshot.ExchangeRules;
import frontdoor.snapshot.Site;
import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One request from its head to its end: the client's half. {@link Dispatch} decides who answers;
 * {@link Forwarding} is the backend's half, for requests that go there.
 *
 * <p>It ends exactly once, in {@link #end}: the listener hears of it before the stream is ended, because the stream may start its next
 * request at once.
 *
 * <h2>Buffers</h2>
 *
 * Owns what its events hand over; after the end everything is released unseen.
 *
 * <h2>Threads</h2>
 *
 * Confined to the event loop of the client's connection.
 */
final class Exchange implements RequestEvents {
    private static final Logger log = LoggerFactory.getLogger(Exchange.class);

    private final ExchangeParts parts;
    private final ClientStream client;
    private final RequestHead request;
    private final @Nullable Site site;
    private final ExchangeFacts facts;

    private @Nullable ExchangeRules rules;
    private @Nullable Responder responder;
    private boolean requestEnded;
    /** Whether the responder has yet to be told that the request has ended. */
    private boolean replaying;

    private boolean ended;

    Exchange(ExchangeParts parts, @Nullable Site site, ClientStream client, Client asking, RequestHead request) {
        this.parts = parts;
        this.site = site;
        this.client = client;
        this.request = request;
        this.rules = site == null ? null : site.rules();
        this.facts = new ExchangeFacts(client.connection(), asking, request, site == null ? null : site.name());
    }

    /** From now on these rules hold, instead of those of the site. */
    void ruledBy(ExchangeRules other) {
        rules = other;
    }

    /** Changes the fields of an answer that is the operator's own, as a backend's. */
    void applyAllRules(Fields fields) {
        if (rules != null) {
            rules.responseRules().apply(fields, facts);
        }
    }

    /** Changes the fields of an answer of our own as the operator wants it. */
    void applyRules(Fields fields) {
        ResponseRules own = rules == null ? null : rules.ownAnswers();
        if (own != null) {
            own.apply(fields, facts);
        }
    }

    /** Lets {@code responder} answer, which hears from now on what the client does. */
    void respondWith(Responder answering) {
        responder = answering;
        answering.begin();
    }

    /** Lets {@code next} answer, which begins with what came while another one had the request. Takes ownership of what is {@code held}. */
    void handOver(Responder next, HeldPieces held) {
        replaying = requestEnded;
        respondWith(next);
        ByteBuf piece;
        while ((piece = held.poll()) != null) {
            if (ended) {
                piece.release();
            } else {
                next.onRequestBody(piece);
            }
        }
        boolean complete = replaying;
        replaying = false;
        if (complete && !ended) {
            next.onRequestEnd();
        }
    }

    /** Answers with a head alone. */
    void answerEmpty(int status) {
        endAtHead(status);
        parts.answers().empty(this, status);
    }

    /** Answers an authority's question, or that nobody knows of it any more. */
    void answerChallenge(byte[] type, byte @Nullable [] authorization) {
        if (authorization == null) {
            answer(Failure.NO_ROUTE);
            return;
        }
        facts.responseBody(request.method() == Method.HEAD ? 0 : authorization.length);
        endAtHead(200);
        parts.answers().challenge(this, new PageBody(type, authorization));
    }

    /** Answers OPTIONS in place of the backend. */
    void answerOptions() {
        endAtHead(204);
        parts.answers().options(this);
    }

    /** Answers what a route says. */
    void answerPage(int status, PageBody body) {
        facts.responseBody(request.method() == Method.HEAD ? 0 : body.octets().length);
        endAtHead(status);
        parts.answers().page(this, status, body);
    }

    /** Sends the client to {@code location}. */
    void redirect(int status, byte[] location) {
        endAtHead(status);
        parts.answers().redirect(this, status, location);
    }

    private void endAtHead(int status) {
        facts.statusSent(status);
        discardRequest();
        end(null);
    }

    @Override
    public void onBody(ByteBuf data) {
        assert client.connection().loop().isCurrent();
        if (ended || responder == null) {
            data.release();
            return;
        }
        facts.requestBody(data.readableBytes());
        responder.onRequestBody(data);
    }

    @Override
    public void onRequestEnd() {
        assert client.connection().loop().isCurrent();
        requestEnded = true;
        if (!ended && responder != null) {
            responder.onRequestEnd();
        }
    }

    @Override
    public void onClientFull() {
        if (!ended && responder != null) {
            responder.onClientFull();
        }
    }

    @Override
    public void onClientWritable() {
        if (!ended && responder != null) {
            responder.onClientWritable();
        }
    }

    @Override
    public void onClientFailure(Failure failure) {
        if (ended) {
            return;
        }
        if (failure.clientGone() || headWritten()) {
            abort(failure);
        } else {
            answer(failure);
        }
    }

    /** Answers a failure of either side, if no head was written yet; else the client has to see that the response is not complete. */
    void fail(Failure failure) {
        if (headWritten() || failure.unanswered()) {
            abort(failure);
        } else {
            answer(failure);
        }
    }

    /** Ends for what nobody expected, unless it has ended: {@code thrown} was thrown before anybody else could hear of this exchange. */
    void breakDown(Throwable thrown) {
        Survived.tell(log, thrown, "an exchange broke down");
        if (!ended) {
            fail(Failure.INTERNAL_ERROR);
        }
    }

    /** Answers a failure before any head was written. */
    void answer(Failure failure) {
        answer(failure, Answers.Detail.of(failure));
    }

    /** The same, with what else the answer says. */
    void answer(Failure failure, Answers.Detail detail) {
        closeResponder();
        Page page = Answers.pageOf(failure, site, detail);
        PageBody body = Answers.bodyOf(failure, request, page);
        facts.statusSent(failure.status());
        facts.responseBody(request.method() == Method.HEAD ? 0 : body.octets().length);
        discardRequest();
        end(failure);
        parts.answers().failure(this, failure, body, page, detail);
    }

    /** Turns the request away, by the protocol's own word where it has one. */
    void turnAway() {
        if (client.isRefusable()) {
            abort(Failure.OVERLOADED);
        } else {
            answer(Failure.OVERLOADED);
        }
    }

    /** Ends without an answer, or with one that is visibly not complete. */
    void abort(Failure failure) {
        closeResponder();
        if (!headWritten()) {
            facts.statusSent(failure.status());
        }
        end(failure);
        client.abort(failure);
    }

    /** The rest of the request, if there is one, will not be used. */
    void discardRequest() {
        if (!requestEnded && request.bodyLength() != 0) {
            client.discardBody();
        }
    }

    /** Tells the listener and the log, unless the process asks itself; nothing of this exchange happens afterwards but the end of the client's stream. */
    void end(@Nullable Failure failure) {
        assert client.connection().loop().isCurrent();
        ended = true;
        facts.ended(failure);
        if (client.connection().probe()) {
            // One of its questions is malformed on purpose, and no line of the log is about a client then.
            return;
        }
        Flaw flaw = failure == null ? null : facts.flaw();
        if (flaw != null) {
            parts.malformed().onFlaw(facts, flaw);
        }
        parts.listener().exchangeEnded(facts);
    }

    /** Ends in good order what another one than a backend has answered, whose last octet is still to be written. */
    void closeAndEnd() {
        closeResponder();
        end(null);
    }

    /** Whether the client has sent its whole request, and whoever answers has all of it. */
    boolean requestEnded() {
        return requestEnded && !replaying;
    }

    /** Whether it is over: then nothing may happen to it any more. */
    boolean hasEnded() {
        return ended;
    }

    ExchangeParts parts() {
        return parts;
    }

    @Nullable
    Site site() {
        return site;
    }

    ClientStream client() {
        return client;
    }

    RequestHead request() {
        return request;
    }

    ExchangeFacts facts() {
        return facts;
    }

    private boolean headWritten() {
        return responder != null && responder.headWritten();
    }

    private void closeResponder() {
        if (responder != null) {
            responder.close();
        }
    }
}
