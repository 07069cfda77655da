package frontdoor.tls;

import static frontdoor.tls.TestPairs.pair;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import frontdoor.pairs.CertificatePair;
import frontdoor.pairs.KeyKind;
import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.ssl.OpenSslContextOption;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslProvider;
import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import io.netty.util.ReferenceCountUtil;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Handshakes with the JDK and with BoringSSL as the client. */
final class HandshakeTest {

    private static final CertificatePair PAIR = pair(KeyKind.EC, 60, "example.test");

    /** C13. */
    @Test
    void servesANewCertificateToNewHandshakesWhileOldConnectionsLive() throws Exception {
        CertificatePair renewed = pair(KeyKind.EC, 80, "example.test");
        try (TlsServer server = TlsServer.serving(PAIR);
                TlsClient before = TlsClient.connect(server.port(), "example.test")) {
            server.swap(renewed);
            try (TlsClient after = TlsClient.connect(server.port(), "example.test")) {
                assertThat(before.leaf()).isEqualTo(PAIR.chain().getFirst());
                assertThat(after.leaf()).isEqualTo(renewed.chain().getFirst());
                assertThat(before.echo("still here")).isEqualTo("still here");
                assertThat(after.echo("hello")).isEqualTo("hello");
            }
        }
    }

    /** C13: forty renewals, alternating in kind, each served at once; connections opened in between live on. */
    @Test
    void servesEachOfManySwaps() throws Exception {
        CertificatePair[] pairs = {
            pair(KeyKind.EC, 70, "example.test"),
            pair(KeyKind.RSA, 70, "example.test"),
            pair(KeyKind.EC, 70, "example.test"),
        };
        List<TlsClient> open = new ArrayList<>();
        try (TlsServer server = TlsServer.serving(PAIR)) {
            for (int i = 0; i < 40; i++) {
                CertificatePair next = pairs[i % pairs.length];
                server.swap(next);
                TlsClient client = TlsClient.connect(server.port(), "example.test");
                open.add(client);
                assertThat(client.leaf()).isEqualTo(next.chain().getFirst());
            }
            for (TlsClient client : open) {
                assertThat(client.echo("alive")).isEqualTo("alive");
                client.close();
            }
        }
    }

    /** C12. */
    @Test
    void shakesHandsWithAHelloInRecordsOfOneByte() throws Exception {
        try (TlsServer server = TlsServer.serving(PAIR);
                SplittingRelay relay = new SplittingRelay(server.port());
                TlsClient client = TlsClient.connect(relay.port(), "example.test")) {
            assertThat(client.leaf()).isEqualTo(PAIR.chain().getFirst());
            assertThat(client.echo("hello")).isEqualTo("hello");
        }
    }

    /** C11. */
    @Test
    void saysGoodbyeBeforeItCloses() throws Exception {
        try (TlsServer server = TlsServer.serving(PAIR);
                TlsClient client = TlsClient.connect(server.port(), "example.test")) {
            assertThat(client.echo("quit")).isEqualTo("quit");
            assertThat(client.readEnd()).isEqualTo(-1);
        }
    }

    /** C7. */
    @Test
    void refusesAnUnknownNameWithItsAlert() throws Exception {
        try (TlsServer server = TlsServer.serving(PAIR)) {
            assertThatThrownBy(() -> TlsClient.connect(server.port(), "unknown.test"))
                    .isInstanceOf(SSLException.class)
                    .hasMessageContaining("unrecognized_name");
        }
    }

    /** C2. */
    @ParameterizedTest
    @ValueSource(strings = {"X25519MLKEM768", "X25519", "P-256"})
    void agreesOnEachGroupThatIsOfferedAlone(String group) throws Exception {
        SslContext context = SslContextBuilder.forClient()
                .sslProvider(SslProvider.OPENSSL_REFCNT)
                .trustManager(InsecureTrustManagerFactory.INSTANCE)
                .endpointIdentificationAlgorithm(null)
                .protocols("TLSv1.3")
                .option(OpenSslContextOption.GROUPS, new String[] {group})
                .build();
        var loops = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
        try (TlsServer server = TlsServer.serving(PAIR)) {
            Channel channel = new Bootstrap()
                    .group(loops)
                    .channel(NioSocketChannel.class)
                    .handler(new ChannelInitializer<>() {
                        @Override
                        protected void initChannel(Channel opened) {
                            opened.pipeline().addLast(context.newHandler(opened.alloc(), "example.test", 443));
                        }
                    })
                    .connect(InetAddress.getLoopbackAddress(), server.port())
                    .sync()
                    .channel();
            SslHandler handler = channel.pipeline().get(SslHandler.class);
            assertThat(handler.handshakeFuture().await(1, TimeUnit.MINUTES)).isTrue();
            assertThat(handler.handshakeFuture().cause()).isNull();
            assertThat(handler.engine().getSession().getProtocol()).isEqualTo("TLSv1.3");
            channel.close().sync();
        } finally {
            loops.shutdownGracefully(0, 5, TimeUnit.SECONDS).sync();
            ReferenceCountUtil.release(context);
        }
    }

    /** C5, C7: RFC 8446 section 6, byte for byte. */
    @Test
    void writesAlertsAsWholeRecords() {
        ByteBuf record = TlsAlert.UNRECOGNIZED_NAME.toRecord(UnpooledByteBufAllocator.DEFAULT);
        try {
            byte[] bytes = new byte[record.readableBytes()];
            record.readBytes(bytes);
            assertThat(bytes).containsExactly(21, 3, 3, 0, 2, 2, 112);
        } finally {
            record.release();
        }
    }
}
