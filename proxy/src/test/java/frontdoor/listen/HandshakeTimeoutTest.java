package frontdoor.listen;

import static org.assertj.core.api.Assertions.assertThat;

import frontdoor.fixture.PassingTime;
import frontdoor.loop.Loop;
import frontdoor.share.ClientKey;
import frontdoor.terms.TlsTerms;
import frontdoor.tls.CertificateStore;
import frontdoor.tls.ServerTls;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.util.concurrent.MockTicker;
import io.netty.util.concurrent.Ticker;
import java.nio.ByteBuffer;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** K5, C12: ten seconds from accept to the end of the handshake, in virtual time. */
class HandshakeTimeoutTest {
    private final MockTicker ticker = Ticker.newMockTicker();
    private final HandshakeTally failures = new HandshakeTally(1);
    private final EmbeddedChannel channel = new EmbeddedChannel();
    private final Loop loop = new Loop(0, channel.eventLoop(), ticker);
    private ServerTls tls;
    private boolean plainHttp;

    @BeforeEach
    void accept() throws Exception {
        tls = ServerTls.open(true, InstantSource.system());
        tls.prepare(Set.of(TlsTerms.USUAL), null);
        tls.swap(CertificateStore.of(List.of(Door.SHOP), List.of(), InstantSource.system()));
        HandshakeWatch watch = new HandshakeWatch(loop, channel, new ClientKey(1, 0), failures);
        channel.pipeline()
                .addLast(new TlsEntry(loop, watch, Door.settings(tls), _ -> {}, () -> plainHttp = true, (_, _) -> {}));
    }

    @AfterEach
    void release() {
        channel.finishAndReleaseAll();
        tls.close();
    }

    @Test
    void hangsUpOnASilentClient() {
        advance(9);
        assertThat(channel.isOpen()).isTrue();
        advance(2);
        assertThat(channel.isOpen()).isFalse();
        assertThat(failures.count(HandshakeFailure.TIMEOUT)).isOne();
    }

    @Test
    void hangsUpOnASlowHelloHoweverOftenAnOctetComes() throws Exception {
        ByteBuf hello = hello();
        for (int second = 0; second < 9; second++) {
            channel.writeInbound(hello.readRetainedSlice(1));
            advance(1);
        }
        assertThat(channel.isOpen()).isTrue();
        advance(2);
        assertThat(channel.isOpen()).isFalse();
        assertThat(failures.count(HandshakeFailure.TIMEOUT)).isOne();
        hello.release();
    }

    @Test
    void hangsUpOnAHandshakeThatStopsAfterTheHello() throws Exception {
        advance(5);
        channel.writeInbound(hello());
        ByteBuf answer = channel.readOutbound();
        assertThat(answer).as("the server's hello").isNotNull();
        answer.release();
        advance(6);
        assertThat(channel.isOpen()).isFalse();
        assertThat(failures.count(HandshakeFailure.TIMEOUT)).isOne();
        assertThat(failures.count(HandshakeFailure.CLIENT_CLOSED)).isZero();
    }

    @Test
    void leavesPlainHttpToItsOwnTimeouts() {
        channel.writeInbound(Unpooled.copiedBuffer(new byte[] {'G'}));
        advance(60);
        assertThat(plainHttp).isTrue();
        assertThat(channel.isOpen()).isTrue();
    }

    private void advance(int seconds) {
        PassingTime.on(loop, nanos -> ticker.advance(nanos, TimeUnit.NANOSECONDS), TimeUnit.SECONDS.toNanos(seconds));
        channel.runPendingTasks();
    }

    private static ByteBuf hello() throws Exception {
        SSLEngine engine = SSLContext.getDefault().createSSLEngine("shop.test", 443);
        engine.setUseClientMode(true);
        ByteBuffer hello = ByteBuffer.allocate(20_000);
        engine.wrap(ByteBuffer.allocate(0), hello);
        return Unpooled.wrappedBuffer(hello.flip());
    }
}
