package frontdoor.http2;

import static org.assertj.core.api.Assertions.assertThat;

import frontdoor.exchange.Accepted;
import frontdoor.exchange.ClientConnection;
import frontdoor.exchange.ClientLimits;
import frontdoor.exchange.ClientStream;
import frontdoor.exchange.ClientTls;
import frontdoor.exchange.ExchangeStarter;
import frontdoor.exchange.RequestEvents;
import frontdoor.fixture.H2spec;
import frontdoor.http.Failure;
import frontdoor.http.RequestHead;
import frontdoor.loop.Loop;
import frontdoor.terms.TlsSite;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.ApplicationProtocolNames;
import io.netty.handler.ssl.ApplicationProtocolNegotiationHandler;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import io.netty.util.concurrent.Ticker;
import java.math.BigInteger;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Date;
import java.util.concurrent.TimeUnit;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** H1: the suite h2spec 2.2.0, of RFC 7540, against a server that answers every request with a small body. */
class H2specIT {
    @TempDir
    private Path directory;

    private EventLoopGroup group;
    private Channel server;

    @BeforeEach
    void serve() throws Exception {
        group = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
        SslContext tls = tls();
        server = new ServerBootstrap()
                .group(group)
                .channel(NioServerSocketChannel.class)
                .childHandler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        channel.pipeline().addLast(tls.newHandler(channel.alloc()), new AfterTls());
                    }
                })
                .bind("127.0.0.1", 0)
                .sync()
                .channel();
    }

    @AfterEach
    void stop() {
        server.close().syncUninterruptibly();
        group.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
    }

    @Test
    void passesEveryCase() throws Exception {
        int port = ((InetSocketAddress) server.localAddress()).getPort();
        assertThat(H2spec.run(directory, port))
                .hasSize(H2spec.CASES)
                .filteredOn(H2spec.Case::failed)
                .isEmpty();
    }

    private static SslContext tls() throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(256);
        KeyPair pair = generator.generateKeyPair();
        X500Name name = new X500Name("CN=localhost");
        Instant now = Instant.now();
        X509Certificate certificate = new JcaX509CertificateConverter()
                .getCertificate(new JcaX509v3CertificateBuilder(
                                name,
                                BigInteger.ONE,
                                Date.from(now.minusSeconds(60)),
                                Date.from(now.plusSeconds(3600)),
                                name,
                                pair.getPublic())
                        .build(new JcaContentSignerBuilder("SHA256withECDSA").build(pair.getPrivate())));
        return SslContextBuilder.forServer(pair.getPrivate(), certificate)
                .sslProvider(SslProvider.JDK)
                .applicationProtocolConfig(new ApplicationProtocolConfig(
                        ApplicationProtocolConfig.Protocol.ALPN,
                        ApplicationProtocolConfig.SelectorFailureBehavior.NO_ADVERTISE,
                        ApplicationProtocolConfig.SelectedListenerFailureBehavior.ACCEPT,
                        ApplicationProtocolNames.HTTP_2))
                .build();
    }

    private static final class AfterTls extends ApplicationProtocolNegotiationHandler {
        AfterTls() {
            super(ApplicationProtocolNames.HTTP_2);
        }

        @Override
        protected void configurePipeline(io.netty.channel.ChannelHandlerContext ctx, String protocol) {
            Channel channel = ctx.channel();
            Loop loop = new Loop(0, channel.eventLoop(), Ticker.systemTicker());
            long second = TimeUnit.SECONDS.toNanos(1);
            ClientLimits limits =
                    new ClientLimits(16 * 1024, 32 * 1024, 128, 10 * second, 60 * second, 30 * second, 3600 * second);
            ClientConnection connection = new ClientConnection(
                    new Accepted(
                            loop,
                            (InetSocketAddress) channel.remoteAddress(),
                            (InetSocketAddress) channel.localAddress(),
                            false),
                    new ClientTls(null, _ -> true, TlsSite.NOBODYS));
            ctx.pipeline().addLast(Http2Handler.create(connection, limits, new SmallAnswers()));
        }
    }

    /** Answers when the request has ended; the request's body is dropped. */
    private static final class SmallAnswers implements ExchangeStarter {
        @Override
        public RequestEvents start(ClientStream stream, RequestHead head) {
            return new Answer(stream);
        }

        @Override
        public RequestEvents refuse(ClientStream stream, RequestHead head, Failure failure) {
            RecordingStarter.answer(stream, failure.status(), "no\n");
            return new Answer(stream);
        }
    }

    private record Answer(ClientStream stream) implements RequestEvents {
        @Override
        public void onBody(ByteBuf data) {
            stream.bodyConsumed(data.readableBytes());
            data.release();
        }

        @Override
        public void onRequestEnd() {
            RecordingStarter.answer(stream, 200, "hello");
        }

        @Override
        public void onClientFull() {
            // The answer is small.
        }

        @Override
        public void onClientWritable() {
            // The answer is small.
        }

        @Override
        public void onClientFailure(Failure failure) {
            if (failure.status() < 499) {
                RecordingStarter.answer(stream, failure.status(), "no\n");
            } else {
                stream.abort(failure);
            }
        }
    }
}
