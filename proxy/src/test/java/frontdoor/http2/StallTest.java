package frontdoor.http2;

import static frontdoor.fixture.Http2Frames.END_STREAM;
import static frontdoor.fixture.Http2Frames.headers;
import static frontdoor.fixture.Http2Frames.setting;
import static frontdoor.fixture.Http2Frames.windowUpdate;
import static frontdoor.http2.RawClient.GET;
import static frontdoor.http2.RawClient.seconds;
import static org.assertj.core.api.Assertions.assertThat;

import frontdoor.exchange.ClientStream;
import frontdoor.http.HstsField;
import io.netty.buffer.Unpooled;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who has stalled and who only waits for a turn, when many responses share a connection (CONFORMANCE chapter 11). */
class StallTest {
    private static final int INITIAL_WINDOW_SIZE = 4;
    private static final int OPEN = 1 << 24;

    private final RawClient client = RawClient.connected();

    @AfterEach
    void close() {
        client.close();
    }

    private void windows(int stream, int connectionIncrement) {
        client.send(setting(INITIAL_WINDOW_SIZE, stream));
        if (connectionIncrement > 0) {
            client.send(windowUpdate(0, connectionIncrement));
        }
        client.received();
    }

    private ClientStream respond(int stream, int octets) {
        client.send(headers(stream, END_STREAM, GET));
        ClientStream started = client.core.streams.getLast();
        started.writeHead(RecordingStarter.head(200, octets), HstsField.NONE, false);
        started.writeBody(Unpooled.wrappedBuffer(new byte[octets]));
        client.channel.runPendingTasks();
        return started;
    }

    private void respondToMany(int streams, int octets) {
        for (int i = 0; i < streams; i++) {
            respond(2 * i + 1, octets).writeEnd();
        }
    }

    private void carryEverySecond(SlowLink link, int octets, int seconds) {
        for (int i = 0; i < seconds; i++) {
            link.carry(octets);
            client.pass(seconds(1));
        }
    }

    private void assertNobodyFailed() {
        assertThat(client.isOpen()).isTrue();
        assertThat(client.events()).noneMatch(event -> event.contains("failure"));
    }

    /** K8: 100 images at 50 KB/s, of which each gets a turn every 32 s. */
    @Test
    void keepsManyResponsesOnASlowLink() {
        windows(OPEN, OPEN);
        SlowLink link = SlowLink.behind(client.channel);
        respondToMany(100, 60_000);
        carryEverySecond(link, 50_000, 130);

        assertNobodyFailed();
        assertThat(client.received())
                .noneMatch(frame -> frame.startsWith("RST_STREAM"))
                .filteredOn(frame -> frame.endsWith(" end"))
                .hasSize(100);
    }

    /** K8: what leaves the channel counts, for it wants more only when half of what waits is gone. */
    @Test
    void keepsAResponseWhileTheChannelDrainsSlowly() {
        windows(OPEN, OPEN);
        SlowLink link = SlowLink.behind(client.channel);
        respond(1, 500_000);
        carryEverySecond(link, 500, 120);

        assertNobodyFailed();
    }

    /** K8: small pieces are gathered before they reach the channel, and have not left before. */
    @ParameterizedTest
    @ValueSource(ints = {1000, 1300, 1600, 1900})
    void keepsSmallResponsesWhileTheChannelDrainsSlowly(int octets) {
        windows(OPEN, OPEN);
        SlowLink link = SlowLink.behind(client.channel);
        for (int i = 0; i < 100; i++) {
            client.send(headers(2 * i + 1, END_STREAM, GET));
        }
        for (ClientStream stream : client.core.streams) {
            stream.writeBody(Unpooled.wrappedBuffer(new byte[octets]));
        }
        client.channel.runPendingTasks();
        carryEverySecond(link, 110, 31);

        assertNobodyFailed();
    }

    /** K8: the same where the client's window for the connection is what is small. */
    @Test
    void keepsManyResponsesInASmallWindowOfTheConnection() {
        windows(OPEN, 0);
        respondToMany(100, 60_000);
        for (int i = 0; i < 120; i++) {
            client.send(windowUpdate(0, 2000));
            client.pass(seconds(1));
        }
        assertNobodyFailed();
        assertThat(client.received()).noneMatch(frame -> frame.startsWith("RST_STREAM"));
    }

    /** K8, S18: windows open, and nothing taken all the same. */
    @Test
    void closesAConnectionThatTakesNothing() {
        windows(OPEN, OPEN);
        SlowLink.behind(client.channel);
        respond(1, 500_000);
        client.pass(seconds(29));
        assertNobodyFailed();

        client.pass(seconds(2));
        assertThat(client.events()).endsWith("0 failure client_stalled");
        assertThat(client.isOpen()).isFalse();
    }

    /** K8, S18. */
    @Test
    void closesAConnectionThatTakesHardlyAnything() {
        windows(OPEN, OPEN);
        SlowLink link = SlowLink.behind(client.channel);
        respond(1, 500_000);
        carryEverySecond(link, 90, 32);

        assertThat(client.events()).endsWith("0 failure client_stalled");
        assertThat(client.isOpen()).isFalse();
    }

    /** K8, S18: heads have left, but no window opens. */
    @Test
    void endsResponsesWhileTheConnectionsWindowIsShut() {
        windows(OPEN, 0);
        respond(1, 65_535);
        respond(3, 60_000);
        respond(5, 60_000);
        client.received();
        client.pass(seconds(31));

        assertThat(client.events())
                .filteredOn(event -> event.contains("failure"))
                .containsExactlyInAnyOrder("1 failure client_stalled", "2 failure client_stalled");
        assertThat(client.isOpen()).isTrue();
    }

    /** K8, S18: drop by drop counts for as little in the connection's window as in a stream's. */
    @Test
    void endsResponsesWhoseConnectionsWindowOpensDropByDrop() {
        windows(OPEN, 0);
        respond(1, 65_535);
        respond(3, 60_000);
        for (int i = 0; i < 32; i++) {
            client.send(windowUpdate(0, 1));
            client.pass(seconds(1));
        }
        assertThat(client.events()).endsWith("1 failure client_stalled");
    }

    /** K8: one response that the client does not want must not cost it the others. */
    @Test
    void endsOnlyTheResponseWhoseWindowIsShut() {
        windows(0, OPEN);
        SlowLink link = SlowLink.behind(client.channel);
        respond(1, 60_000);
        respond(3, 2_000_000);
        client.send(windowUpdate(3, OPEN));
        carryEverySecond(link, 20_000, 40);

        assertThat(client.channel.isWritable()).isFalse();
        assertThat(client.isOpen()).isTrue();
        assertThat(client.events())
                .filteredOn(event -> event.contains("failure"))
                .containsExactly("0 failure client_stalled");
    }

    /** K8: a window that is shut only since the last turn, late as that came, has not been shut for the whole period. */
    @Test
    void doesNotCountTheWaitForATurnAsAShutWindow() {
        windows(500, OPEN);
        SlowLink link = SlowLink.behind(client.channel);
        respond(1, 300_000);
        client.send(windowUpdate(1, OPEN));
        respond(3, 60_000);
        carryEverySecond(link, 5000, 40);
        client.send(windowUpdate(3, 60_000));
        carryEverySecond(link, 5000, 40);

        assertNobodyFailed();
    }

    /** K8, S18: and whoever shuts it for good stalls at last, whatever it waited for before. */
    @Test
    void endsAResponseWhoseWindowStaysShutAfterItsTurn() {
        windows(500, OPEN);
        SlowLink link = SlowLink.behind(client.channel);
        respond(1, 1_000_000);
        client.send(windowUpdate(1, OPEN));
        respond(3, 60_000);
        carryEverySecond(link, 5000, 80);

        assertThat(client.events())
                .filteredOn(event -> event.contains("failure"))
                .containsExactly("1 failure client_stalled");
    }
}
