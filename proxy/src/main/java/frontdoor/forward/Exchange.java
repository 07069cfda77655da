package frontdoor.forward;

import frontdoor.exchange.ClientStream;
import frontdoor.exchange.RequestEvents;
import frontdoor.http.Failure;
import frontdoor.http.RequestHead;
import frontdoor.policy.ApexPin;
import frontdoor.policy.Decision;
import frontdoor.policy.RouteRedirect;
import frontdoor.policy.SitePolicy;
import frontdoor.route.RouteMatch;
import frontdoor.snapshot.Site;
import frontdoor.snapshot.SiteRoute;
import frontdoor.snapshot.Snapshot;
import frontdoor.upstream.UpstreamGroup;
import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/**
 * One request from its head to its end: the client's half. {@link Forwarding} is the backend's half, for requests that go there.
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
    private final ExchangeParts parts;
    private final Snapshot snapshot;
    private final ClientStream client;
    private final RequestHead request;
    private final @Nullable Site site;
    private final ExchangeFacts facts;

    private @Nullable Forwarding forwarding;
    private boolean requestEnded;
    private boolean ended;

    Exchange(ExchangeParts parts, Snapshot snapshot, @Nullable Site site, ClientStream client, RequestHead request) {
        this.parts = parts;
        this.snapshot = snapshot;
        this.site = site;
        this.client = client;
        this.request = request;
        this.facts = new ExchangeFacts(client.connection(), request, site == null ? null : site.name());
    }

    /** Decides what becomes of the request and does it. */
    void begin() {
        if (isPin()) {
            answerPin();
            return;
        }
        switch (decide()) {
            case Decision.Proceed() -> forward();
            case Decision.Redirect redirect ->
                redirect(
                        redirect.status(),
                        redirect.location(request.fields().bytes(), request.targetStart(), request.targetLength()));
            case Decision.Close() -> abort(Failure.PLAINTEXT_CLOSED);
            case Decision.Refuse(Failure failure) -> answer(failure);
        }
    }

    private boolean isPin() {
        ApexPin pin = site == null || !client.connection().secure()
                ? null
                : site.policy().pin();
        return pin != null
                && pin.isAskedFor(
                        request.method(),
                        request.authority(),
                        request.fields().bytes(),
                        request.targetStart(),
                        request.targetLength());
    }

    private void answerPin() {
        facts.statusSent(204);
        discardRequest();
        end(null);
        parts.answers().pin(client, site);
    }

    private Decision decide() {
        boolean path = request.fields().bytes()[request.targetStart()] == '/';
        return SitePolicy.decide(
                site == null ? null : site.policy(),
                client.connection().secure(),
                request.method(),
                request.authority(),
                path,
                now());
    }

    private void forward() {
        if (site == null) {
            throw new IllegalStateException("a request without a site was to be forwarded");
        }
        switch (site.routes().find(request.fields().bytes(), request.targetStart(), request.targetLength())) {
            case RouteMatch.Found<SiteRoute>(SiteRoute.ToGroup(UpstreamGroup group)) -> {
                Forwarding opened = new Forwarding(this, site, group);
                forwarding = opened;
                opened.begin();
            }
            case RouteMatch.Found<SiteRoute>(SiteRoute.Elsewhere(RouteRedirect redirect)) -> leave(site, redirect);
            case RouteMatch.None<SiteRoute>() -> answer(Failure.NO_ROUTE);
            case RouteMatch.Ambiguous<SiteRoute>() -> answer(Failure.AMBIGUOUS_PATH);
        }
    }

    private void leave(Site from, RouteRedirect elsewhere) {
        byte[] location = elsewhere.locationOf(request.fields().bytes(), request.targetStart(), request.targetLength());
        if (location == null) {
            answer(Failure.AMBIGUOUS_PATH);
        } else {
            redirect(from.policy().redirectStatus(request.method(), now()), location);
        }
    }

    private void redirect(int status, byte[] location) {
        facts.statusSent(status);
        discardRequest();
        end(null);
        parts.answers().redirect(client, site, status, location);
    }

    private long now() {
        return client.connection().loop().epochSecond();
    }

    @Override
    public void onBody(ByteBuf data) {
        if (ended || forwarding == null) {
            data.release();
            return;
        }
        facts.requestBody(data.readableBytes());
        forwarding.onRequestBody(data);
    }

    @Override
    public void onRequestEnd() {
        requestEnded = true;
        if (!ended && forwarding != null) {
            forwarding.onRequestEnd();
        }
    }

    @Override
    public void onClientWritable() {
        if (!ended && forwarding != null) {
            forwarding.onClientWritable();
        }
    }

    @Override
    public void onClientFailure(Failure failure) {
        if (ended) {
            return;
        }
        boolean gone = failure == Failure.CLIENT_ABORTED || failure == Failure.CLIENT_STALLED;
        if (gone || headWritten()) {
            abort(failure);
        } else {
            answer(failure);
        }
    }

    /** Answers a failure of either side, if no head was written yet; else the client has to see that the response is not complete. */
    void fail(Failure failure) {
        if (headWritten()) {
            abort(failure);
        } else {
            answer(failure);
        }
    }

    private void answer(Failure failure) {
        closeForwarding();
        facts.statusSent(failure.status());
        facts.responseBody(Answers.bodyOctets(failure, request.method()));
        discardRequest();
        end(failure);
        parts.answers().failure(client, request, site, failure);
    }

    private void abort(Failure failure) {
        closeForwarding();
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

    /** Tells the listener; nothing of this exchange happens afterwards but the end of the client's stream. */
    void end(@Nullable Failure failure) {
        ended = true;
        facts.ended(failure);
        parts.listener().exchangeEnded(facts);
    }

    /** Whether the client has sent its whole request. */
    boolean requestEnded() {
        return requestEnded;
    }

    ExchangeParts parts() {
        return parts;
    }

    Snapshot snapshot() {
        return snapshot;
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
        return forwarding != null && forwarding.headWritten();
    }

    private void closeForwarding() {
        if (forwarding != null) {
            forwarding.close();
        }
    }
}
