package frontdoor.upstream;

import frontdoor.client.Client;
import frontdoor.connect.BackendContexts;
import frontdoor.connect.BackendNames;
import frontdoor.connect.Dialer;
import frontdoor.connect.PeerAddress;
import frontdoor.connect.ServiceRecord;
import frontdoor.connect.Sockets;
import frontdoor.exchange.ClientConnection;
import frontdoor.exchange.ResponseEvents;
import frontdoor.hosts.ServerPlace;
import frontdoor.http.HeadLimits;
import frontdoor.limits.ExchangeTimeouts;
import frontdoor.loop.Loop;
import frontdoor.proxyheader.ProxyProtocol;
import frontdoor.share.ClientKey;
import frontdoor.share.Places;
import io.netty.channel.Channel;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.Ticker;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Every peer there is, and the way to a stream on one of them. Built once: peers and their connections live on across reloads.
 *
 * <h2>Threads</h2>
 *
 * Used by all event loops.
 */
public final class Upstreams implements UpstreamOpener, AutoCloseable {
    /** What a backend's head may take: generous, since the backend is the operator's own. */
    private static final HeadLimits RESPONSE_LIMITS = new HeadLimits(16 * 1024, 64 * 1024, 256);

    private static final Opening READY = () -> {};

    private final Dialer dialer;
    private final Pins[] pins;
    private final Introduced[] introduced;
    private final BackendNames names;
    private final HeadLimits responseLimits;
    private final PeerParts parts;
    private final Admission admission = new Admission(this, this::peers);
    private final ConcurrentHashMap<PeerAddress, Peer> peers = new ConcurrentHashMap<>();

    /**
     * Nothing is connected to yet.
     *
     * @param loops every event loop that will open streams, in the order of {@link Loop#index()}
     * @param sockets makes channels that those event loops drive
     * @param connections to all backends together, at least 1
     */
    public Upstreams(List<Loop> loops, Sockets sockets, BackendNames names, int connections) {
        this(
                new PeerParts(
                        List.copyOf(loops),
                        PoolLimits.DEFAULT,
                        new Places(connections),
                        new BackendContexts(),
                        Ticker.systemTicker()),
                sockets,
                names,
                RESPONSE_LIMITS);
    }

    Upstreams(PeerParts parts, Sockets sockets, BackendNames names, HeadLimits responseLimits) {
        this.parts = parts;
        this.dialer = new Dialer(parts.loops(), sockets);
        this.pins = parts.loops().stream().map(Pins::new).toArray(Pins[]::new);
        this.introduced = parts.loops().stream().map(_ -> new Introduced()).toArray(Introduced[]::new);
        this.names = names;
        this.responseLimits = responseLimits;
    }

    /** The peer at this address: always the same object until it is retired. A new one gets {@code limits}, others keep theirs. */
    public Peer peer(PeerAddress address, PeerLimits limits) {
        return peers.computeIfAbsent(address, a -> new Peer(a, parts, limits));
    }

    /** Every peer that is in use. */
    public Collection<Peer> peers() {
        return List.copyOf(peers.values());
    }

    /** Connections that wait for an exchange. */
    public int idle() {
        return peers.values().stream().mapToInt(Peer::idle).sum();
    }

    /** Open connections, those in use included. */
    public int open() {
        return peers.values().stream().mapToInt(Peer::open).sum();
    }

    /** Open connections that serve one client only, since a login belongs to them. */
    public int pinned() {
        int sum = 0;
        for (Pins ofLoop : pins) {
            sum += ofLoop.connections();
        }
        return sum;
    }

    /** The SRV records of a service. The future tells on an event loop. */
    public Future<List<ServiceRecord>> findService(ServerPlace.Service service) {
        return names.findRecords(service, parts.loops().getFirst().eventLoop());
    }

    /** Connections there may be to all backends together. */
    public int most() {
        return parts.connections().limit();
    }

    /** Requests that wait for a connection. */
    public int waiting() {
        return peers.values().stream().mapToInt(Peer::waiting).sum();
    }

    /** Requests that had to wait for a connection, so far. */
    public long queued() {
        return admission.queued();
    }

    /**
     * Gives every peer its limits and retires every other one: its idle connections are closed now, the others when their exchanges have
     * ended. To be called after the configuration that names only these has taken effect.
     */
    public void retain(Map<PeerAddress, PeerLimits> inUse) {
        for (Peer peer : peers.values()) {
            PeerLimits limits = inUse.get(peer.address());
            if (limits != null) {
                peer.setLimits(limits);
                admission.wake(peer);
            } else if (peers.remove(peer.address(), peer)) {
                peer.retire();
                for (Pins ofLoop : pins) {
                    ofLoop.retireLater(peer);
                }
            }
        }
    }

    /** Ends the connections of TLS; to be called before the event loops end. Blocks, two seconds at most. */
    @Override
    public void close() {
        dialer.close();
    }

    @Override
    public Opening open(Loop loop, Peer peer, ExchangeTimeouts timeouts, boolean fresh, ResponseEvents events) {
        if (peer.address().http2()) {
            return peer.pool(loop).streams(this, peer).open(timeouts, events);
        }
        Pin pin = pins[loop.index()].find(events.connection(), events.client(), peer);
        if (pin != null) {
            if (pin.holdsLogin()) {
                return take(new PinnedTurn(this, loop, pin, false, timeouts, events));
            }
            UpstreamConnection own = fresh ? null : pin.take();
            if (own != null) {
                own.begin(timeouts, events);
                return READY;
            }
        }
        if (!fresh) {
            UpstreamConnection connection;
            while ((connection = take(loop, peer, events)) != null) {
                if (connection.isOpen()) {
                    connection.begin(timeouts, events);
                    return READY;
                }
            }
        }
        return admission.ask(loop, peer, timeouts, fresh, events);
    }

    @Override
    public @Nullable Peer pinned(ClientConnection connection, Client client, PeerSet peers) {
        return pins[connection.loop().index()].peerOf(connection, client, peers);
    }

    /**
     * Opens a stream on a new connection at once, which {@code peer} gets even if it has all that it may have: for finding out how it is.
     *
     * @param events hears of the outcome after this has returned
     */
    public Opening openToCheck(Loop loop, Peer peer, ExchangeTimeouts timeouts, ResponseEvents events) {
        return admission.check(loop, peer, timeouts, events);
    }

    @Override
    public Opening openPinned(Loop loop, Peer peer, ExchangeTimeouts timeouts, ResponseEvents events) {
        if (peer.address().http2()) {
            // RFC 9113 8.1: no login belongs to a connection there.
            return open(loop, peer, timeouts, false, events);
        }
        Pin pin = pins[loop.index()].of(events.connection(), events.client(), peer);
        return take(new PinnedTurn(this, loop, pin, true, timeouts, events));
    }

    private @Nullable UpstreamConnection take(Loop loop, Peer peer, ResponseEvents events) {
        return peer.address().proxy() == ProxyProtocol.OFF
                ? peer.pool(loop).take()
                : introduced(loop).take(peer, events);
    }

    private static Opening take(PinnedTurn turn) {
        turn.begin();
        return turn;
    }

    Opening openAnew(Loop loop, Peer peer, ExchangeTimeouts timeouts, ResponseEvents events) {
        return admission.ask(loop, peer, timeouts, true, events);
    }

    Admission admission() {
        return admission;
    }

    /** A connection to {@code peer}, or to any if it is null, that is a client's own and waits for its next exchange makes room for others. */
    void askPinsForRoom(@Nullable Peer peer) {
        if (pinned() > 0) {
            askPinsForRoom(peer, 0);
        }
    }

    private void askPinsForRoom(@Nullable Peer peer, int loop) {
        if (loop < pins.length) {
            pins[loop].giveWayLater(peer, () -> askPinsForRoom(peer, loop + 1));
        }
    }

    /** The connections of this loop that are their client's own. */
    Pins pins(Loop loop) {
        return pins[loop.index()];
    }

    /** Every event loop, in the order of {@link Loop#index()}. */
    public List<Loop> loops() {
        return parts.loops();
    }

    /** The connections of this loop that serve those alone whom a PROXY header has named. */
    Introduced introduced(Loop loop) {
        return introduced[loop.index()];
    }

    BackendNames names() {
        return names;
    }

    /** Where sockets come from. */
    Dialer dialer() {
        return dialer;
    }

    UpstreamConnection adopt(Loop loop, Peer peer, ClientKey holder, Channel channel, ExchangeTimeouts timeouts) {
        UpstreamConnection connection = new UpstreamConnection(this, peer, loop, holder, channel, timeouts);
        channel.pipeline().addLast(connection.handler());
        connection.onOpened();
        return connection;
    }

    /** What the head of a response may take. */
    HeadLimits responseLimits() {
        return responseLimits;
    }
}
