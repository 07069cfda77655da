package frontdoor.listen;

import frontdoor.exchange.ClientConnection;
import frontdoor.exchange.ClientLimits;
import frontdoor.exchange.ClientStream;
import frontdoor.exchange.ExchangeStarter;
import frontdoor.exchange.RequestEvents;
import frontdoor.fixture.BriefDirectory;
import frontdoor.hosts.ListenAddress;
import frontdoor.hosts.Networks;
import frontdoor.http.Failure;
import frontdoor.http.RequestHead;
import frontdoor.loop.Transport;
import frontdoor.loop.TransportKind;
import frontdoor.pairs.CertificatePair;
import frontdoor.pairs.DevelopmentAuthority;
import frontdoor.pairs.DevelopmentLoading;
import frontdoor.proxyheader.ProxyHeaderRule;
import frontdoor.terms.TlsSite;
import frontdoor.terms.TlsTerms;
import frontdoor.tls.CertificateStore;
import frontdoor.tls.ServerTls;
import io.netty.channel.ChannelHandler;
import java.io.IOException;
import java.net.InetAddress;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Listeners on ports of the system's choice, behind which connections tell what is known of them. */
final class Door implements AutoCloseable {
    /** Where exchanges would start; told apart by identity only. */
    static final ExchangeStarter EXCHANGES = new NoExchanges();

    static final ExchangeStarter PLAIN_ON_TLS = new NoExchanges();
    static final CertificatePair SHOP = shop();

    final Transport transport;
    final OpenConnections connections;
    final HandshakeTally failures = new HandshakeTally(2);
    final AtomicInteger limit = new AtomicInteger(1000);
    final ServerTls tls;
    private final ClientPipeline pipeline;
    private Listeners listeners;

    Door(TransportKind kind) throws Exception {
        transport = Transport.open(kind, 2);
        connections = new OpenConnections(transport.loops(), () -> ConnectionLimits.of(limit.get()));
        tls = ServerTls.open(true, InstantSource.system());
        tls.prepare(Set.of(TlsTerms.USUAL), null);
        tls.swap(CertificateStore.of(List.of(SHOP), List.of(), InstantSource.system()));
        ClientSettings settings = settings(tls);
        ProbeSources probes = new ProbeSources();
        pipeline =
                new ClientPipeline(() -> settings, new TellingVersions(), connections, failures, (_, _) -> {}, probes);
    }

    static ClientSettings settings(ServerTls tls) {
        long minute = TimeUnit.MINUTES.toNanos(1);
        ClientLimits limits = new ClientLimits(8192, 32768, 100, minute, minute, minute, minute);
        return new ClientSettings(
                limits,
                TimeUnit.SECONDS.toNanos(10),
                tls,
                _ -> TlsSite.NOBODYS,
                ProxyHeaderRule.OFF,
                Networks.none(),
                true,
                EXCHANGES,
                PLAIN_ON_TLS);
    }

    /** Listens on {@code address} where a null one is every address, and tells the port. */
    int listen(Port.Speaks speaks, InetAddress address, int port) throws CannotListenException {
        Port wanted = new Port(new ListenAddress(Optional.ofNullable(address), port), speaks);
        listeners = Listeners.open(transport, List.of(wanted), Inherited.none(), pipeline, connections);
        return listeners.bound().getFirst().local().getPort();
    }

    int listenPlain() throws CannotListenException {
        return listen(Port.Speaks.HTTP, InetAddress.getLoopbackAddress(), 0);
    }

    int listenTls() throws CannotListenException {
        return listen(Port.Speaks.TLS, InetAddress.getLoopbackAddress(), 0);
    }

    ClientPipeline pipeline() {
        return pipeline;
    }

    Listeners listeners() {
        return listeners;
    }

    @Override
    public void close() {
        if (listeners != null) {
            listeners.close();
        }
        transport.close();
        tls.close();
    }

    private static CertificatePair shop() {
        try (BriefDirectory directory = new BriefDirectory()) {
            DevelopmentAuthority authority = new DevelopmentAuthority(directory.path(), InstantSource.system());
            return switch (authority.prepare(List.of("shop.test"))) {
                case DevelopmentLoading.Ready ready -> ready.pair();
                case DevelopmentLoading.Unwritable unwritable -> throw new AssertionError(unwritable.failed());
            };
        } catch (IOException failed) {
            throw new AssertionError(failed);
        }
    }

    private static final class TellingVersions implements HttpVersions {
        @Override
        public ChannelHandler http1(ClientConnection connection, ClientLimits limits, ExchangeStarter exchanges) {
            return new TellingHandler("http1", connection, exchanges);
        }

        @Override
        public ChannelHandler http2(ClientConnection connection, ClientLimits limits, ExchangeStarter exchanges) {
            return new TellingHandler("http2", connection, exchanges);
        }
    }

    private static final class NoExchanges implements ExchangeStarter {
        @Override
        public RequestEvents start(ClientStream stream, RequestHead head) {
            throw new AssertionError("nothing here speaks HTTP");
        }

        @Override
        public RequestEvents refuse(ClientStream stream, RequestHead head, Failure failure) {
            throw new AssertionError("nothing here speaks HTTP");
        }
    }
}
