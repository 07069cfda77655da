package frontdoor.http2;

import static frontdoor.http2.RawClient.END_STREAM;
import static frontdoor.http2.RawClient.GET;
import static frontdoor.http2.RawClient.headers;
import static frontdoor.http2.RawClient.setting;
import static frontdoor.http2.RawClient.windowUpdate;
import static org.assertj.core.api.Assertions.assertThat;

import frontdoor.budget.Room;
import frontdoor.exchange.ClientStream;
import frontdoor.http.Failure;
import frontdoor.http.HstsField;
import io.netty.buffer.Unpooled;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** K15, S18: what the streams of a client that takes nothing hold together. */
class HeldResponsesTest {
    private static final int PIECE = 16 * 1024;

    private final AtomicBoolean plenty = new AtomicBoolean(true);
    private final Room room = new Room(4 * StreamHome.MAX_HELD, plenty::get);
    private RawClient client = connect();

    private RawClient connect() {
        RawClient fresh = new RawClient();
        fresh.loop.setRoom(room);
        return fresh;
    }

    @AfterEach
    void close() {
        client.close();
        assertThat(room.held()).as("held after the end").isZero();
    }

    private void stall(int streams) {
        client.close();
        client = connect();
        client.send(RawClient.preface(), setting(4, 0));
        client.core.script = HeldResponsesTest::writeAll;
        for (int i = 0; i < streams; i++) {
            client.send(headers(2 * i + 1, END_STREAM, GET));
        }
    }

    /** As the core does: a piece for each read of the backend, while the stream takes more. */
    private static void writeAll(ClientStream stream) {
        stream.writeHead(RecordingStarter.head(200, 1 << 30), HstsField.NONE, false);
        do {
            stream.writeBody(Unpooled.wrappedBuffer(new byte[PIECE]));
        } while (stream.isWritable());
    }

    @Test
    void holdsMuchOfFewStreamsAndLittleOfMany() {
        stall(10);
        assertThat(room.held()).isEqualTo(10 * SendQueue.HIGH_OCTETS);
        stall(256);
        assertThat(room.held()).isBetween((long) StreamHome.MAX_HELD, StreamHome.MAX_HELD + 256L * PIECE);
    }

    @Test
    void holdsOnePieceOfEachWhereTheLoopHoldsTooMuch() {
        plenty.set(false);
        stall(100);
        assertThat(room.held()).isEqualTo(100 * PIECE);
    }

    /** Scarce is not stuck: what is held leaves, and the next piece comes. */
    @Test
    void stillMovesEveryStreamWhereTheLoopHoldsTooMuch() {
        plenty.set(false);
        stall(2);
        client.received();
        client.send(windowUpdate(3, PIECE - 1));
        assertThat(client.events()).doesNotContain("1 writable");
        client.send(windowUpdate(3, 1));
        assertThat(client.events()).contains("1 writable").doesNotContain("0 writable");
    }

    @Test
    void takesMoreAgainWhenThereIsPlenty() {
        plenty.set(false);
        stall(1);
        plenty.set(true);
        client.send(windowUpdate(1, PIECE));
        assertThat(client.events()).contains("0 writable");
    }

    /** RFC 9113 8.7: a client may ask again for what was turned away. */
    @Test
    void refusesAStreamThatIsTurnedAway() {
        client.send(RawClient.preface(), setting(4, 0));
        client.received();
        client.core.script = stream -> stream.abort(Failure.OVERLOADED);
        assertThat(client.request(1, GET)).containsExactly("RST_STREAM 1 REFUSED_STREAM");
        assertThat(client.core.streams.getFirst().isRefusable()).isTrue();
    }
}
