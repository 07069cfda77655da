package frontdoor.listen;

import static org.assertj.core.api.Assertions.assertThat;

import frontdoor.fixture.PassingTime;
import frontdoor.loop.Loop;
import frontdoor.share.ClientKey;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.util.concurrent.MockTicker;
import io.netty.util.concurrent.Ticker;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** K10: who gets a place when there are few, and who makes room. */
class ClientSharesTest {
    private static final ClientKey GREEDY = new ClientKey(1, 0);
    private static final ClientKey OTHER = new ClientKey(2, 0);
    private static final ClientKey LATE = new ClientKey(3, 0);

    private final MockTicker ticker = Ticker.newMockTicker();
    private final EmbeddedChannel onLoop = new EmbeddedChannel();
    private final Loop loop = new Loop(0, onLoop.eventLoop(), ticker);
    private ConnectionLimits limits = ConnectionLimits.of(8);
    private final OpenConnections connections = new OpenConnections(List.of(loop), () -> limits, ticker);

    private record Client(EmbeddedChannel channel, OpenConnection connection) {
        boolean isLetIn() {
            return connection != null;
        }
    }

    private Client open(ClientKey key) {
        EmbeddedChannel channel = new EmbeddedChannel();
        return new Client(channel, connections.onOpened(loop, channel, key));
    }

    private Client idle(ClientKey key) {
        Client client = idleAtOnce(key);
        pass(1);
        return client;
    }

    /** The loop has not run yet what it was asked meanwhile. */
    private Client idleAtOnce(ClientKey key) {
        Client client = open(key);
        assertThat(client.isLetIn()).isTrue();
        client.connection().onIdle();
        return client;
    }

    private Client busy(ClientKey key) {
        Client client = open(key);
        assertThat(client.isLetIn()).isTrue();
        client.connection().onBusy();
        return client;
    }

    private void pass(long millis) {
        PassingTime.on(
                loop, nanos -> ticker.advance(nanos, TimeUnit.NANOSECONDS), TimeUnit.MILLISECONDS.toNanos(millis));
        onLoop.runPendingTasks();
    }

    private long evicted(Eviction eviction) {
        return connections.evicted(eviction);
    }

    @Test
    void takesThePlaceOfTheBusiestClientsLongestIdleConnection() {
        limits = ConnectionLimits.of(3);
        Client other = idle(OTHER);
        Client first = idle(GREEDY);
        Client second = idle(GREEDY);
        first.connection().onBusy();
        first.connection().onIdle();
        pass(1);

        assertThat(open(LATE).isLetIn()).isTrue();
        assertThat(leaves(second)).isTrue();
        assertThat(leaves(first)).isFalse();
        assertThat(leaves(other)).isFalse();
        assertThat(evicted(Eviction.IDLE)).isEqualTo(1);
    }

    /** Whoever leaves is asked on its loop; here it is noticed by the place that it no longer has. */
    private boolean leaves(Client client) {
        return connections.isLeaving(client.connection());
    }

    @Test
    void takesTheLongestIdleOfClientsThatHaveTheSameNumber() {
        limits = ConnectionLimits.of(2);
        Client first = idle(OTHER);
        Client second = idle(GREEDY);
        assertThat(open(LATE).isLetIn()).isTrue();
        assertThat(leaves(first)).isTrue();
        assertThat(leaves(second)).isFalse();
    }

    @Test
    void letsOthersInWhileOneClientHoldsNearlyEverything() {
        List<Client> greedy = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            greedy.add(busy(GREEDY));
        }
        Client refused = open(GREEDY);
        assertThat(refused.isLetIn()).isFalse();
        assertThat(refused.channel().isOpen()).isFalse();
        assertThat(connections.refused(Refusal.CLIENT_SHARE)).isEqualTo(1);
        assertThat(open(LATE).isLetIn()).isTrue();

        greedy.getFirst().connection().onIdle();
        assertThat(open(GREEDY).isLetIn()).isTrue();
        assertThat(leaves(greedy.getFirst())).isTrue();
    }

    /** Nobody can make room: who comes waits in the kernel's queue, until somebody has nothing to do. */
    @Test
    void isFullOnlyWhileEverybodyIsBusy() {
        limits = ConnectionLimits.of(2);
        Client first = busy(GREEDY);
        busy(OTHER);
        assertThat(connections.isFull()).isTrue();
        first.connection().onIdle();
        assertThat(connections.isFull()).isFalse();
    }

    @Test
    void cutsAHandshakeThatIsLateForAnother() {
        limits = ConnectionLimits.of(32);
        List<Client> slow = new ArrayList<>();
        for (int i = 0; i < 14; i++) {
            slow.add(open(GREEDY));
        }
        assertThat(open(GREEDY).isLetIn()).isFalse();
        assertThat(connections.refused(Refusal.HANDSHAKE_SHARE)).isEqualTo(1);
        assertThat(open(LATE).isLetIn()).isTrue();
        assertThat(open(OTHER).isLetIn()).isTrue();

        pass(1001);
        assertThat(open(GREEDY).isLetIn()).isTrue();
        pass(0);
        assertThat(slow.getFirst().channel().isOpen()).isFalse();
        assertThat(slow.get(1).channel().isOpen()).isTrue();
        assertThat(evicted(Eviction.HANDSHAKE)).isEqualTo(1);
    }

    /** A flood that is younger than the grace shuts nobody else out, whether it comes from two clients or from ten. */
    @ParameterizedTest
    @ValueSource(ints = {2, 3, 10})
    void takesThePlaceOfAYoungHandshakeOfWhoeverHasMostOfThem(int clients) {
        limits = ConnectionLimits.of(256);
        List<Client> flood = new ArrayList<>();
        for (int client = 0; client < clients; client++) {
            for (int i = 0; i < 200; i++) {
                flood.add(open(new ClientKey(10 + client, 0)));
            }
            pass(0);
        }
        for (int i = 0; i < 3; i++) {
            assertThat(connections.isFull()).isFalse();
            assertThat(open(LATE).isLetIn()).isTrue();
            assertThat(open(OTHER).isLetIn()).isTrue();
        }
        pass(0);
        assertThat(flood.stream().filter(Client::isLetIn).filter(this::isOpen).count())
                .isLessThanOrEqualTo(limits.handshakes() - 6);
    }

    private boolean isOpen(Client client) {
        return client.channel().isOpen();
    }

    /** Where everybody has one, nobody is to be cut for another: who comes waits in the kernel's queue until somebody is late. */
    @Test
    void isFullWhileEverybodyHasOneYoungHandshake() {
        limits = ConnectionLimits.of(32);
        for (int client = 0; client < 16; client++) {
            assertThat(open(new ClientKey(10 + client, 0)).isLetIn()).isTrue();
        }
        assertThat(connections.isFull()).isTrue();
        pass(1001);
        connections.onLimitChanged();
        assertThat(connections.isFull()).isFalse();
    }

    /** What has been cut keeps its descriptor until its loop has closed it: nothing is accepted while too many have. */
    @Test
    void isFullWhileTooManyThatWereCutAreNotGone() {
        limits = ConnectionLimits.of(16);
        int opened = 0;
        while (!connections.isFull() && opened < 100) {
            idleAtOnce(new ClientKey(10 + opened, 0));
            opened++;
        }
        assertThat(connections.count()).isEqualTo(opened).isEqualTo(32);

        pass(0);
        assertThat(connections.count()).isEqualTo(24);
        assertThat(connections.isFull()).isFalse();
    }

    @Test
    void holdsAClientToItsOwnLimits() {
        limits = new ConnectionLimits(100, 2, 50, 1);
        Client first = open(GREEDY);
        assertThat(open(GREEDY).isLetIn()).isFalse();
        assertThat(connections.refused(Refusal.HANDSHAKE_LIMIT)).isEqualTo(1);
        first.connection().onBusy();
        busy(GREEDY);
        assertThat(open(GREEDY).isLetIn()).isFalse();
        assertThat(connections.refused(Refusal.CLIENT_LIMIT)).isEqualTo(1);
        busy(OTHER);

        var _ = first.channel().close();
        assertThat(open(GREEDY).isLetIn()).isTrue();
    }

    /** C12: handshakes have a limit of their own, of which one client gets its part, and the slow ones make room. */
    @Test
    void boundsHandshakesApartFromConnections() {
        limits = new ConnectionLimits(100, 100, 8, 100);
        for (int i = 0; i < 7; i++) {
            assertThat(open(GREEDY).isLetIn()).isTrue();
        }
        assertThat(open(GREEDY).isLetIn()).isFalse();
        assertThat(connections.refused(Refusal.HANDSHAKE_SHARE)).isEqualTo(1);
        assertThat(open(OTHER).isLetIn()).isTrue();
        assertThat(connections.pending()).isEqualTo(8);
        pass(1_001);
        assertThat(open(LATE).isLetIn()).isTrue();
        assertThat(evicted(Eviction.HANDSHAKE)).isEqualTo(1);
        assertThat(connections.pending()).isEqualTo(8);
    }

    /** What was asked to leave has given up its place, but not its descriptor: there are never many of these. */
    @Test
    void cutsWhoDoesNotLeave() {
        limits = ConnectionLimits.of(1);
        Client first = idle(GREEDY);
        idle(GREEDY);
        idle(GREEDY);
        pass(0);
        assertThat(first.channel().isOpen()).isFalse();
        assertThat(connections.count()).isEqualTo(2);
    }
}
