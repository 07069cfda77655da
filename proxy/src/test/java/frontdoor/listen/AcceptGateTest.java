package frontdoor.listen;

import static org.assertj.core.api.Assertions.assertThat;

import frontdoor.exchange.Outage;
import frontdoor.fixture.PassingTime;
import frontdoor.loop.Loop;
import frontdoor.share.ClientKey;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.util.concurrent.MockTicker;
import io.netty.util.concurrent.Ticker;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AcceptGateTest {
    private final MockTicker ticker = Ticker.newMockTicker();
    private final EmbeddedChannel listener = new EmbeddedChannel();
    private final Loop loop = new Loop(0, listener.eventLoop(), ticker);
    private final AtomicInteger limit = new AtomicInteger(1);
    private final OpenConnections connections =
            new OpenConnections(List.of(loop), () -> ConnectionLimits.of(limit.get()), ticker);
    private final Outage outage = new Outage();
    private final AcceptGate gate = new AcceptGate(loop, listener, connections, outage);

    @AfterEach
    void close() {
        listener.finishAndReleaseAll();
    }

    /** Q13. */
    @Test
    void pausesForAMomentAfterAnAcceptFailed() {
        listener.pipeline().addLast(gate);

        listener.pipeline().fireExceptionCaught(new IOException("accept(..) failed: Too many open files"));
        assertThat(listener.config().isAutoRead()).isFalse();

        advance(700);
        assertThat(listener.config().isAutoRead()).isTrue();
    }

    /** Q13: told once, however often it fails, and over with the first that is accepted after a while without failures. */
    @Test
    void takesFailuresInARowForOneOutage() {
        listener.pipeline().addLast(gate);
        ticker.advance(1, TimeUnit.SECONDS);

        for (int i = 0; i < 10; i++) {
            listener.pipeline().fireExceptionCaught(new IOException("accept(..) failed: Too many open files"));
            assertThat(outage.isOn()).isTrue();
            advance(700);
            listener.pipeline().fireChannelRead("accepted in between");
            assertThat(outage.isOn()).isTrue();
        }
        advance(6000);
        listener.pipeline().fireChannelRead("accepted");
        assertThat(outage.isOn()).isFalse();
    }

    /** Q13, K10: the end of the pause must not open what the limit has shut. */
    @Test
    void staysShutAfterThePauseWhileTheLimitIsReached() {
        listener.pipeline().addLast(gate);
        connections.add(gate);
        EmbeddedChannel client = new EmbeddedChannel();
        open(client);
        listener.pipeline().fireExceptionCaught(new IOException("accept(..) failed: Too many open files"));

        advance(700);
        assertThat(listener.config().isAutoRead()).isFalse();

        var _ = client.close();
        advance(0);
        assertThat(listener.config().isAutoRead()).isTrue();
    }

    /** K10. */
    @Test
    void opensAndShutsWhenAnotherLimitComesIntoForce() {
        listener.pipeline().addLast(gate);
        connections.add(gate);
        EmbeddedChannel client = new EmbeddedChannel();
        open(client);
        listener.runPendingTasks();
        assertThat(listener.config().isAutoRead()).isFalse();

        changeLimit(2);
        assertThat(listener.config().isAutoRead()).isTrue();

        changeLimit(1);
        assertThat(listener.config().isAutoRead()).isFalse();
        var _ = client.close();
    }

    /** Q13, Q14: whatever the limit says, while only the reserve is left. */
    @Test
    void staysShutWhileItIsPaused() {
        listener.pipeline().addLast(gate);
        connections.add(gate);
        connections.setPaused(true);
        changeLimit(5);
        assertThat(listener.config().isAutoRead()).isFalse();

        connections.setPaused(false);
        listener.runPendingTasks();
        assertThat(listener.config().isAutoRead()).isTrue();
    }

    private void open(EmbeddedChannel client) {
        OpenConnection opened = connections.onOpened(loop, client, new ClientKey(1, 0));
        assertThat(opened).isNotNull();
        opened.onBusy();
    }

    private void changeLimit(int connections) {
        limit.set(connections);
        this.connections.onLimitChanged();
        listener.runPendingTasks();
    }

    private void advance(int millis) {
        PassingTime.on(
                loop, nanos -> ticker.advance(nanos, TimeUnit.NANOSECONDS), TimeUnit.MILLISECONDS.toNanos(millis));
        listener.runPendingTasks();
    }
}
