package frontdoor.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** G4: a peer's reset or end is heard of on every transport behind the data that came before it, and nothing is read for it unasked. */
class DyingPeerTest {
    private static final int MANY = 1024 * 1024;

    private final AtomicInteger received = new AtomicInteger();
    private Transport transport;
    private Channel channel;
    private Socket peer;

    static Stream<TransportKind> transports() {
        return Stream.of(TransportKind.values()).filter(kind -> kind.unavailability() == null);
    }

    private void connect(TransportKind kind) throws Exception {
        transport = Transport.open(kind, 1);
        try (ServerSocket server = new ServerSocket()) {
            server.setReceiveBufferSize(4 * MANY);
            server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            channel = new Bootstrap()
                    .group(transport.loops().getFirst().eventLoop())
                    .channel(kind.socket())
                    .option(ChannelOption.SO_RCVBUF, 4 * MANY)
                    .handler(new Counting())
                    .connect(server.getLocalSocketAddress())
                    .syncUninterruptibly()
                    .channel();
            peer = server.accept();
            peer.setSendBufferSize(4 * MANY);
        }
    }

    @AfterEach
    void close() throws Exception {
        peer.close();
        channel.close().syncUninterruptibly();
        transport.close();
    }

    /** Both wait when the event loop looks: the data are read, and then there is nothing to be read, but for the reset. */
    @ParameterizedTest
    @MethodSource("transports")
    void hearsOfAResetRightBehindData(TransportKind kind) throws Exception {
        connect(kind);
        CountDownLatch sent = new CountDownLatch(1);
        transport.loops().getFirst().eventLoop().execute(() -> awaitOf(sent));
        send(5);
        reset();
        sent.countDown();

        await().until(() -> !channel.isActive());
    }

    @ParameterizedTest
    @MethodSource("transports")
    void hearsOfAResetOnceReadingGoesOn(TransportKind kind) throws Exception {
        connect(kind);
        channel.config().setAutoRead(false);
        turnLoop();
        send(5);
        reset();
        turnLoop();
        channel.config().setAutoRead(true);

        await().until(() -> !channel.isActive());
    }

    /** It has said all that it will say, and that is more than whoever reads has room for. */
    @ParameterizedTest
    @MethodSource("transports")
    void leavesUnreadWhatAPeerSentBeforeItsEnd(TransportKind kind) throws Exception {
        connect(kind);
        channel.config().setAutoRead(false);
        turnLoop();
        send(MANY);
        peer.close();
        turnLoop();
        turnLoop();
        assertThat(received).hasValueLessThanOrEqualTo(ReadAhead.MOST / 2);
        channel.config().setAutoRead(true);

        await().until(() -> !channel.isActive());
        assertThat(received).hasValue(MANY);
    }

    private void send(int octets) throws IOException {
        peer.getOutputStream().write(new byte[octets]);
    }

    private void reset() throws IOException {
        peer.setSoLinger(true, 0);
        peer.close();
    }

    /** Returns when what has come by now has been dealt with. */
    private void turnLoop() throws Exception {
        for (int turn = 0; turn < 5; turn++) {
            long ticks = transport.loops().getFirst().ticks();
            await().until(() -> transport.loops().getFirst().ticks() > ticks);
        }
    }

    private static void awaitOf(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private final class Counting extends ChannelInboundHandlerAdapter {
        @Override
        public void channelRead(ChannelHandlerContext ctx, Object message) {
            ByteBuf in = (ByteBuf) message;
            received.addAndGet(in.readableBytes());
            in.release();
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
            // The transport closes the channel itself.
        }
    }
}
