package frontdoor.listen;

import frontdoor.exchange.Accepted;
import frontdoor.exchange.ClientConnection;
import frontdoor.loop.Loop;
import frontdoor.proxyheader.ProxyHeader;
import frontdoor.proxyheader.ProxyHeaderRule;
import frontdoor.share.ClientKey;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import java.net.InetSocketAddress;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The whole client side of a connection, from its first octet to the handler of its HTTP version. */
public final class ClientPipeline {
    /** No address of a client: whoever asks himself has a part of his own. */
    private static final ClientKey OURSELVES = new ClientKey(0, -1);

    private final Supplier<ClientSettings> settings;
    private final HttpVersions versions;
    private final OpenConnections connections;
    private final HandshakeTally handshakes;
    /** Of connections from {@code probes}: nobody is told of them. */
    private final HandshakeTally ownHandshakes;

    private final HelloListener hellos;
    private final ProbeSources probes;

    /** Connections take what {@code settings} says at the moment they are accepted; those from {@code probes} are the process's own. */
    public ClientPipeline(
            Supplier<ClientSettings> settings,
            HttpVersions versions,
            OpenConnections connections,
            HandshakeTally handshakes,
            HelloListener hellos,
            ProbeSources probes) {
        this.settings = settings;
        this.versions = versions;
        this.connections = connections;
        this.handshakes = handshakes;
        this.ownHandshakes = handshakes.another();
        this.hellos = hellos;
        this.probes = probes;
    }

    /** Composes the pipeline of a connection just accepted on {@code loop}. */
    void compose(Channel channel, Loop loop, Port.Speaks speaks) {
        ClientSettings inForce = settings.get();
        if (!(channel.remoteAddress() instanceof InetSocketAddress client)
                || !(channel.localAddress() instanceof InetSocketAddress local)) {
            // The client was gone before its address could be read.
            var _ = channel.close();
            return;
        }
        Accepted accepted = new Accepted(loop, client, local, probes.contains(client));
        boolean trusted = inForce.trusted().contains(client.getAddress());
        if (accepted.probe()
                || inForce.proxyHeader() == ProxyHeaderRule.OFF
                || (!trusted && inForce.proxyHeader() == ProxyHeaderRule.ACCEPT)) {
            OpenConnection opened = connections.onOpened(loop, channel, accepted.probe() ? OURSELVES : keyOf(accepted));
            if (opened != null) {
                compose(channel, accepted, opened, inForce, speaks);
            }
        } else if (trusted) {
            toHeader(channel, accepted, inForce, speaks);
        } else {
            connections.onRefused(channel, Refusal.UNTRUSTED_PEER, "listen.trusted-proxies does not have its address");
        }
    }

    private static ClientKey keyOf(Accepted accepted) {
        return ClientKey.of(accepted.client().getAddress());
    }

    /** Behind a trusted proxy: who the client is, and with that whether there is a place for it, is known from the PROXY header. */
    private void toHeader(Channel channel, Accepted accepted, ClientSettings inForce, Port.Speaks speaks) {
        boolean required = inForce.proxyHeader() == ProxyHeaderRule.REQUIRE;
        connections.onAccepted(accepted.loop(), channel);
        ProxyEntry.Outcomes outcomes = new ProxyEntry.Outcomes() {
            @Override
            public void onHeader(ProxyHeader header) {
                Accepted known = told(accepted, header);
                OpenConnection opened = connections.admit(known.loop(), channel, keyOf(known));
                if (opened != null) {
                    compose(channel, known, opened, inForce, speaks);
                }
            }

            @Override
            public void onRefused(Refusal refusal, String detail) {
                connections.onRefused(channel, refusal, detail);
            }
        };
        channel.pipeline()
                .addLast(new ProxyEntry(
                        accepted.loop(), required, inForce.limits().headerNanos(), outcomes));
    }

    private static Accepted told(Accepted accepted, ProxyHeader header) {
        return switch (header) {
            case ProxyHeader.Told(InetSocketAddress source, InetSocketAddress destination, boolean secure) ->
                accepted.toldOf(source, destination, secure);
            case ProxyHeader.Nameless(boolean secure) -> accepted.ofSomebody(secure);
            case ProxyHeader.Local _, ProxyHeader.Absent _, ProxyHeader.NeedMore _, ProxyHeader.Malformed _ -> accepted;
        };
    }

    private void compose(
            Channel channel, Accepted accepted, OpenConnection opened, ClientSettings inForce, Port.Speaks speaks) {
        Loop loop = accepted.loop();

        // Plain HTTP, on its own port or where TLS is expected. The second never reaches a backend.
        ClientConnection plain = new ClientConnection(accepted, null);
        plain.watchUse(opened);
        if (speaks == Port.Speaks.HTTP) {
            toHttp(channel, plain, versions.http1(plain, inForce.limits(), inForce.exchanges()));
            return;
        }
        Runnable plainOnTls =
                () -> toHttp(channel, plain, versions.http1(plain, inForce.limits(), inForce.plainOnTls()));

        // TLS: the name the client asked for is known from its hello, the HTTP version from the handshake's ALPN.
        AfterHandshake.Protocols secure = (alpn, tls) -> {
            ClientConnection connection = new ClientConnection(accepted, tls);
            connection.watchUse(opened);
            toHttp(
                    channel,
                    connection,
                    switch (alpn) {
                        case H2 -> versions.http2(connection, inForce.limits(), inForce.exchanges());
                        case HTTP_1_1, NO_OVERLAP -> versions.http1(connection, inForce.limits(), inForce.exchanges());
                    });
        };

        // From here on the handlers replace each other: TlsEntry by the TLS engine, AfterHandshake by the HTTP version.
        HandshakeTally tally = accepted.probe() ? ownHandshakes : handshakes;
        HandshakeWatch watch = new HandshakeWatch(loop, channel, opened.client(), tally);
        Consumer<@Nullable String> names = accepted.probe() ? _ -> {} : name -> hellos.onHello(loop, name);
        channel.pipeline().addLast(new TlsEntry(loop, watch, inForce, names, plainOnTls, secure));
    }

    /** A connection whose protocol is known only now has missed the call to come to an end. */
    private void toHttp(Channel channel, ClientConnection connection, ChannelHandler handler) {
        channel.closeFuture().addListener(_ -> connection.onEnded());
        channel.pipeline().addLast(handler);
        connections.end().onProtocolKnown(channel);
    }
}
