package frontdoor.http2;

import static frontdoor.fixture.Http2Frames.ACK;
import static frontdoor.fixture.Http2Frames.END_STREAM;
import static frontdoor.fixture.Http2Frames.PING;
import static frontdoor.fixture.Http2Frames.data;
import static frontdoor.fixture.Http2Frames.frame;
import static frontdoor.fixture.Http2Frames.headers;
import static frontdoor.fixture.Http2Frames.windowUpdate;
import static frontdoor.http2.RawClient.GET;
import static frontdoor.http2.RawClient.POST;
import static frontdoor.http2.RawClient.seconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How connections end: announced, with everything said, and without a reset that could overtake it. */
class Http2ClosingTest {
    private final RawClient client = RawClient.connected();

    @AfterEach
    void close() {
        client.close();
    }

    /** H11: a warning, a round trip, the last stream by name, and the end when it has ended. */
    @Test
    void drainsInTwoSteps() {
        client.send(headers(1, 0, POST));
        client.handler.drain();
        client.handler.drain();
        assertThat(client.received()).containsExactly("GOAWAY 0 last=2147483647 NO_ERROR", "PING");

        client.send(headers(3, END_STREAM, GET), frame(PING, ACK, 0, pingOfDrain()));
        assertThat(client.received()).containsExactly("GOAWAY 0 last=3 NO_ERROR");

        client.send(headers(5, 0, POST), data(5, 10, true));
        assertThat(client.received()).containsExactly("RST_STREAM 5 REFUSED_STREAM");
        assertThat(client.isOpen()).isTrue();

        client.send(data(1, 10, true));
        client.core.streams.forEach(stream -> RecordingStarter.answer(stream, 200, "hello"));
        assertThat(client.received()).endsWith("DATA 1 5 end", "DATA 3 5 end");
        assertThat(client.isOpen()).isFalse();
        assertThat(client.events()).noneMatch(event -> event.contains("failure"));
    }

    private static byte[] pingOfDrain() {
        return Unpooled.buffer(8).writeLong(0x66726f6e74646f6fL).array();
    }

    /** H11: a client that answers no PING does not delay the end. */
    @Test
    void drainsWithoutAnAnswerAfterASecond() {
        client.handler.drain();
        client.received();
        client.pass(seconds(2));

        assertThat(client.received()).containsExactly("GOAWAY 0 last=0 NO_ERROR");
        assertThat(client.isOpen()).isFalse();
    }

    /** K9. */
    @Test
    void closesAnIdleConnection() {
        client.core.script = stream -> RecordingStarter.answer(stream, 200, "hello");
        client.pass(seconds(50));
        client.request(1, GET);
        client.pass(seconds(50));
        assertThat(client.isOpen()).isTrue();

        client.pass(seconds(11));
        assertThat(client.received()).containsExactly("GOAWAY 0 last=1 NO_ERROR");
        assertThat(client.isOpen()).isFalse();
    }

    /** 17.11: closing at once would reset what is on its way to the client, the GOAWAY first of all. */
    @Test
    void lingersUntilTheClientCloses() {
        client.send(data(5, 10, true));
        assertThat(client.received()).containsExactly("GOAWAY 0 last=0 PROTOCOL_ERROR");
        assertThat(client.isLingering()).isTrue();

        client.channel.finFromPeer();
        assertThat(client.channel.isOpen()).isFalse();
    }

    /** 17.11. */
    @Test
    void lingersForTwoSecondsAfterADrain() {
        client.request(1, GET);
        client.handler.drain();
        client.send(frame(PING, ACK, 0, pingOfDrain()));
        client.core.streams.forEach(stream -> RecordingStarter.answer(stream, 200, "hello"));
        assertThat(client.received()).endsWith("DATA 1 5 end");

        client.send(windowUpdate(0, 5));
        client.pass(seconds(1));
        assertThat(client.isLingering()).isTrue();
        client.pass(seconds(2));
        assertThat(client.channel.isOpen()).isFalse();
    }

    /** 17.11, K15: nor does it wait for a client that does not read. */
    @Test
    void givesAClientUpThatDoesNotReadTheEnd() {
        client.channel.setStuck(true);
        client.handler.drain();
        client.pass(seconds(2));
        client.pass(seconds(29));
        assertThat(client.channel.isOpen()).isTrue();
        client.pass(seconds(3));
        assertThat(client.channel.isOpen()).isFalse();
    }

    /** While it lingers, exchanges are over and what comes is dropped: no more of it than a quarter of a mebibyte. */
    @Test
    void readsALittleOnlyWhileItLingers() {
        client.request(1, GET);
        client.send(data(5, 10, true));
        assertThat(client.events()).endsWith("0 failure client_aborted");

        client.send(new byte[256 * 1024 - 1]);
        assertThat(client.channel.config().isAutoRead()).isTrue();
        client.send(new byte[1]);
        assertThat(client.channel.config().isAutoRead()).isFalse();
    }

    /** A client whose connection we cut has not gone away. */
    @Test
    void tellsThatAConnectionWasCut() {
        client.request(1, GET);
        client.handler.onCut();
        var _ = client.channel.close();
        assertThat(client.events()).endsWith("0 failure cut_at_end");
    }

    /** D25, Q9: nothing that was asked over HTTP/2 can be answered without the client's credit and acknowledgements. */
    @Test
    void closesAtOnceWhenTheClientEndsItsDirection() {
        client.request(1, GET);
        client.channel.pipeline().fireUserEventTriggered(ChannelInputShutdownEvent.INSTANCE);

        assertThat(client.isOpen()).isFalse();
        assertThat(client.events()).endsWith("0 failure client_aborted");
    }
}
