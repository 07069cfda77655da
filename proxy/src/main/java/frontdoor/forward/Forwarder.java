package frontdoor.forward;

import frontdoor.client.Client;
import frontdoor.compress.Compressors;
import frontdoor.discovery.Discovery;
import frontdoor.exchange.ClientStream;
import frontdoor.exchange.ExchangeListener;
import frontdoor.exchange.ExchangeStarter;
import frontdoor.exchange.RequestEvents;
import frontdoor.heads.RequestHeaders;
import frontdoor.heads.RequestIds;
import frontdoor.heads.TrustedProxies;
import frontdoor.heads.ViaPseudonym;
import frontdoor.http.Failure;
import frontdoor.http.RequestHead;
import frontdoor.login.Passwords;
import frontdoor.loop.Loop;
import frontdoor.share.RateTable;
import frontdoor.snapshot.Site;
import frontdoor.snapshot.Snapshot;
import frontdoor.upstream.UpstreamOpener;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Turns every request into an exchange with the snapshot of this moment.
 *
 * <h2>Threads</h2>
 *
 * Shared by all event loops; each exchange stays on its own.
 */
public final class Forwarder implements ExchangeStarter {
    private final Supplier<Snapshot> snapshots;
    private final ExchangeParts[] parts;

    /** Forwards to {@code upstreams}, hands reports to {@code discovery} and passwords to {@code passwords}, and tells {@code listener} of every exchange that ended. */
    public Forwarder(
            Supplier<Snapshot> snapshots,
            UpstreamOpener upstreams,
            ExchangeListener listener,
            Discovery discovery,
            Passwords passwords,
            List<Loop> loops) {
        this.snapshots = snapshots;
        RequestHeaders requestHeaders = new RequestHeaders(ViaPseudonym.random());
        RateTable rates = new RateTable();
        this.parts = loops.stream()
                .map(loop -> new ExchangeParts(
                        upstreams,
                        listener,
                        new Answers(),
                        requestHeaders,
                        new RequestIds(),
                        new MalformedMessages(),
                        new RedirectLoops(),
                        discovery.reports(loop.index()),
                        passwords,
                        new Compressors(),
                        new CompressionPace(loop),
                        rates))
                .toArray(ExchangeParts[]::new);
    }

    /** Bodies are compressed by these from now on, on every loop: for one loop only. */
    Forwarder compressingWith(Compressors compressors) {
        Arrays.setAll(parts, loop -> parts[loop].with(compressors));
        return this;
    }

    @Override
    public RequestEvents start(ClientStream stream, RequestHead head) {
        Snapshot snapshot = snapshots.get();
        return start(stream, identify(stream, head, snapshot), head, snapshot);
    }

    /** The same of a request in the clear, whatever anybody says of it. */
    RequestEvents startInTheClear(ClientStream stream, RequestHead head) {
        Snapshot snapshot = snapshots.get();
        Client client = identify(stream, head, snapshot);
        return start(stream, Client.of(client.address(), false, null), head, snapshot);
    }

    private RequestEvents start(ClientStream stream, Client client, RequestHead head, Snapshot snapshot) {
        Exchange exchange = exchange(stream, client, head, snapshot.siteOf(head.authority()));
        try {
            if (stream.connection().probe() || !stream.isRefusable() || RequestGate.hasRoom(exchange)) {
                Dispatch.begin(exchange, snapshot.everywhere());
            }
        } catch (Throwable thrown) {
            exchange.breakDown(thrown);
        }
        return exchange;
    }

    @Override
    public RequestEvents refuse(ClientStream stream, RequestHead head, Failure failure) {
        Snapshot snapshot = snapshots.get();
        Site site = head.authority() == null
                ? snapshot.siteOfServerName(stream.connection().serverName())
                : snapshot.siteOf(head.authority());
        Exchange exchange = exchange(stream, identify(stream, head, snapshot), head, site);
        if (!stream.isRefusable() || RequestGate.hasRoom(exchange)) {
            exchange.onClientFailure(failure);
        }
        return exchange;
    }

    /** The starter for plain HTTP on a TLS port: a redirect for a host that is ours, else one plain 400. */
    public ExchangeStarter plainOnTlsPort() {
        return new PlainOnTlsPort(this);
    }

    /** Whether a request names a host, and one that is configured. */
    boolean serves(RequestHead head) {
        return head.authority() != null && snapshots.get().siteOf(head.authority()) != null;
    }

    /** Finds who has sent the request, and gives it its id. */
    private Client identify(ClientStream stream, RequestHead head, Snapshot snapshot) {
        Loop loop = stream.connection().loop();
        Client own = stream.connection().client();
        TrustedProxies trusted = snapshot.trusted();
        parts[loop.index()].requestIds().give(head, trusted.believes(own), loop.epochMillis(loop.nanoTime()));
        return trusted.clientOf(own, head.fields());
    }

    private Exchange exchange(ClientStream stream, Client client, RequestHead head, @Nullable Site site) {
        ExchangeParts own = parts[stream.connection().loop().index()];
        if (!stream.connection().probe()) {
            own.listener().exchangeStarted();
        }
        return new Exchange(own, site, stream, client, head);
    }
}
