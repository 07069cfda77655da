package frontdoor.upstream;

import static java.util.Objects.requireNonNull;

import frontdoor.connect.BackendNames;
import frontdoor.connect.Dialer;
import frontdoor.connect.Handshake;
import frontdoor.connect.NoSocketException;
import frontdoor.connect.PeerTls;
import frontdoor.connect.ProxyHeaderWriter;
import frontdoor.exchange.ResponseEvents;
import frontdoor.hosts.ServerPlace;
import frontdoor.http.Failure;
import frontdoor.limits.ExchangeTimeouts;
import frontdoor.loop.Deadline;
import frontdoor.loop.Loop;
import frontdoor.loop.Survived;
import frontdoor.proxyheader.ProxyProtocol;
import frontdoor.report.Cause;
import frontdoor.share.ClientKey;
import frontdoor.tls.BackendTlsFault;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.concurrent.Future;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection on its way: the name is looked up, then its addresses are tried in turn, each with its share of the time that is left, TLS
 * included.
 *
 * <h2>Threads</h2>
 *
 * Confined to the event loop of the exchange. Futures of what could not even be begun tell it on threads of Netty's, so every step is brought
 * to the loop first. One that throws fails the exchange, which nobody else would end.
 */
final class Connecting extends Deadline implements Opening {
    private static final Logger log = LoggerFactory.getLogger(Connecting.class);

    private final Upstreams upstreams;
    private final Loop loop;
    private final Peer peer;
    /** For whom the connection counts; its place was taken before. */
    private final ClientKey holder;

    private final ExchangeTimeouts timeouts;
    private final long until;
    /** Null once this has ended, one way or another. */
    private @Nullable ResponseEvents events;

    private @Nullable Channel channel;
    private List<SocketAddress> addresses = List.of();
    private @Nullable Introduction introduction;
    private int tried;
    private boolean shaking;
    private final ConnectFault fault = new ConnectFault();

    Connecting(
            Upstreams upstreams,
            Loop loop,
            Peer peer,
            ClientKey holder,
            ExchangeTimeouts timeouts,
            ResponseEvents events) {
        this.upstreams = upstreams;
        this.loop = loop;
        this.peer = peer;
        this.holder = holder;
        this.timeouts = timeouts;
        this.events = events;
        this.until = loop.deadlineNanoTime() + timeouts.upstreamConnect().toNanos();
    }

    /** Begins in the next turn, so that whoever asked has the handle before any event. */
    void start() {
        loop.set(this, timeouts.upstreamConnect().toNanos());
        loop.eventLoop().execute(() -> step(this::find));
    }

    private void step(Runnable action) {
        assert loop.isCurrent();
        try {
            action.run();
        } catch (Throwable thrown) {
            fault.of(Failure.INTERNAL_ERROR);
            Survived.tell(log, thrown, "connecting to a backend broke down");
            fail(thrown);
        }
    }

    private void find() {
        if (events == null) {
            return;
        }
        BackendNames names = upstreams.names();
        switch (peer.address().place()) {
            case ServerPlace.Port port -> await(names.find(port, loop.eventLoop()));
            case ServerPlace.Service service -> await(names.find(service, loop.eventLoop()));
            case ServerPlace.SocketFile(String path) -> {
                addresses = List.of(upstreams.dialer().unixAddress(path));
                tryNext(null);
            }
        }
    }

    private void await(Future<List<InetSocketAddress>> lookUp) {
        lookUp.addListener(found -> loop.run(() -> step(() -> onFound(found))));
    }

    @Override
    public void cancel() {
        assert loop.isCurrent();
        toEndInVain();
    }

    private @Nullable ResponseEvents toEndInVain() {
        ResponseEvents listener = toEnd();
        if (listener != null) {
            upstreams.admission().onPlaceFree(peer, holder);
        }
        return listener;
    }

    private @Nullable ResponseEvents toEnd() {
        ResponseEvents listener = events;
        events = null;
        withdraw();
        closeChannel();
        return listener;
    }

    private void closeChannel() {
        Channel unwanted = channel;
        // First, so that the failure that this causes is not taken for the backend's.
        channel = null;
        if (unwanted != null) {
            var _ = unwanted.close();
        }
    }

    private void onFound(Future<? super List<InetSocketAddress>> found) {
        if (events == null) {
            return;
        }
        if (found.isSuccess()) {
            @SuppressWarnings("unchecked")
            List<InetSocketAddress> now = (List<InetSocketAddress>) found.getNow();
            peer.addresses().set(now);
        }
        // A name server that is out of order does not put a backend out of service.
        boolean ordered =
                found.isSuccess() && !BackendNames.areEqual(peer.address().place());
        addresses = peer.addresses().inOrder(!ordered, loop.nanoTime());
        if (addresses.isEmpty() && found.cause() instanceof NoSocketException) {
            fault.of(Failure.NO_SOCKET);
        }
        tryNext(found.cause());
    }

    private void tryNext(@Nullable Throwable cause) {
        if (tried == addresses.size()) {
            fail(cause);
            return;
        }
        shaking = false;
        long left = until - loop.deadlineNanoTime();
        loop.set(this, Math.max(left, 0) / (addresses.size() - tried));
        SocketAddress address = addresses.get(tried++);
        ChannelFuture connect = upstreams.dialer().connect(loop, address);
        if (Dialer.isWithoutSocket(connect)) {
            fault.of(Failure.NO_SOCKET);
            fail(connect.cause());
            return;
        }
        channel = connect.channel();
        connect.addListener(_ -> loop.run(() -> step(() -> onConnected(connect))));
    }

    private void onConnected(ChannelFuture connect) {
        if (connect.channel() != channel) {
            // Given up in the meantime and closed already.
            return;
        }
        if (!connect.isSuccess()) {
            channel = null;
            onUseless(Failure.UPSTREAM_CONNECT_REFUSED, connect.cause());
            return;
        }
        introduce(connect.channel());
        PeerTls terms = peer.address().tls();
        if (terms == null) {
            becomeConnection(connect.channel());
        } else {
            shakeHands(connect.channel(), terms);
        }
    }

    /** The header comes before all else, TLS included. */
    private void introduce(Channel connected) {
        ProxyProtocol version = peer.address().proxy();
        if (version != ProxyProtocol.OFF && events != null) {
            introduction = Introduction.of(events);
            var _ = connected.writeAndFlush(
                    ProxyHeaderWriter.of(version, events.client(), events.connection(), connected.alloc()));
        }
    }

    /** Within the time of the address: a handshake is a part of connecting. */
    private void shakeHands(Channel connected, PeerTls terms) {
        shaking = true;
        upstreams.dialer().keepSecured(connected);
        int port = connected.remoteAddress() instanceof InetSocketAddress remote ? remote.getPort() : 0;
        SslHandler tls = requireNonNull(peer.tls()).newHandler(connected.alloc(), nameIn(terms), port);
        Handshake waiting = new Handshake(tls, peer.address(), failed -> step(() -> onShakenHands(connected, failed)));
        connected.pipeline().addLast(tls, waiting);
    }

    /** Of a service each host has its own. */
    private String nameIn(PeerTls terms) {
        return terms.name().isEmpty() && addresses.get(tried - 1) instanceof InetSocketAddress address
                ? address.getHostString()
                : terms.name();
    }

    private void onShakenHands(Channel connected, @Nullable Throwable failed) {
        if (connected != channel) {
            return;
        }
        if (failed == null) {
            becomeConnection(connected);
        } else {
            closeChannel();
            onUseless(Failure.UPSTREAM_TLS_FAILED, failed);
        }
    }

    /** The address that was tried is tried last for a while. */
    private void onUseless(Failure now, @Nullable Throwable cause) {
        peer.addresses().onFailed(addresses.get(tried - 1), loop.nanoTime());
        fault.ofAddress(now, shaking, inWords(now, cause));
        tryNext(cause);
    }

    private void becomeConnection(Channel connected) {
        peer.addresses().onWorked(addresses.get(tried - 1));
        if (tried > 1) {
            // An address that is of no use any more may have been replaced.
            upstreams.names().forget(peer.address().place());
        }
        if (peer.address().http2()) {
            channel = null;
            peer.pool(loop).streams(upstreams, peer).adopt(connected, holder, timeouts, toEnd());
        } else {
            beginOn(upstreams.adopt(loop, peer, holder, connected, timeouts));
        }
        AttemptOutcome.worked(peer, upstreams.dialer().outage(), loop.nanoTime());
    }

    private void beginOn(UpstreamConnection connection) {
        channel = null;
        if (introduction != null) {
            connection.introduced(introduction);
        }
        // First, so that whatever is thrown from here on is not taken for the end of a connection that is there and
        // counts.
        ResponseEvents listener = toEnd();
        if (listener != null) {
            connection.beginOrFail(timeouts, listener);
        }
    }

    @Override
    protected void onExpired() {
        step(this::onTimeUp);
    }

    private void onTimeUp() {
        if (addresses.isEmpty()) {
            fail(null);
            return;
        }
        closeChannel();
        onUseless(Failure.UPSTREAM_CONNECT_TIMEOUT, null);
    }

    private void fail(@Nullable Throwable cause) {
        ResponseEvents listener = toEndInVain();
        Failure failure = fault.failure();
        if (failure == Failure.NO_SOCKET) {
            AttemptOutcome.noSocket(peer, upstreams.dialer().outage(), cause, loop.nanoTime());
        } else if (failure != Failure.INTERNAL_ERROR) {
            upstreams.names().forget(peer.address().place());
            String why = fault.why();
            AttemptOutcome.unreachable(peer, failure, why == null ? inWords(failure, cause) : why);
        }
        if (listener != null) {
            listener.onUpstreamFailure(failure);
        }
    }

    private String inWords(Failure of, @Nullable Throwable cause) {
        PeerTls terms = peer.address().tls();
        if (cause == null) {
            return shaking ? "TLS was not settled in time; does that port take https?" : "no answer in time";
        }
        return terms != null && of == Failure.UPSTREAM_TLS_FAILED
                ? BackendTlsFault.inWords(cause, nameIn(terms))
                : Cause.inWords(cause);
    }
}
