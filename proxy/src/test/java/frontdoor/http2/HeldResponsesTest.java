package frontdoor.http2;

import static frontdoor.fixture.Http2Frames.END_STREAM;
import static frontdoor.fixture.Http2Frames.headers;
import static frontdoor.fixture.Http2Frames.setting;
import static frontdoor.fixture.Http2Frames.windowUpdate;
import static frontdoor.http2.RawClient.GET;
import static org.assertj.core.api.Assertions.assertThat;

import frontdoor.budget.Room;
import frontdoor.exchange.ClientStream;
import frontdoor.fixture.Http2Frames;
import frontdoor.http.Failure;
import frontdoor.http.FieldName;
import frontdoor.http.HstsField;
import frontdoor.http.Octets;
import frontdoor.http.ResponseHead;
import io.netty.buffer.Unpooled;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** K15, S18: what the streams of a client that takes nothing hold together. */
class HeldResponsesTest {
    private static final int PIECE = 16 * 1024;
    private static final int LARGE = 15 * 1024;

    private final AtomicBoolean plenty = new AtomicBoolean(true);
    private final Room room = new Room(4 * Http2Streams.MAX_HELD, Long.MAX_VALUE, plenty::get);
    private RawClient client = new RawClient(room);

    @AfterEach
    void close() {
        client.close();
        assertThat(room.held()).as("held after the end").isZero();
        assertThat(room.heads()).as("heads after the end").isZero();
    }

    private void stall(int streams) {
        client.close();
        client = new RawClient(room);
        client.send(Http2Frames.preface(), setting(4, 0));
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

    /** As long as the client has not got its answer, the request is there. */
    @Test
    void countsWhatRequestsKeep() {
        stall(10);
        assertThat(room.heads()).isGreaterThan(10 * 4096);
        client.core.script = stream -> RecordingStarter.answer(stream, 200, "");
        long before = room.heads();
        client.request(21, GET);
        client.send(
                headers(23, 0, RawClient.POST), Http2Frames.frame(Http2Frames.RST_STREAM, 0, 23, Http2Frames.ints(8)));
        assertThat(room.heads()).isEqualTo(before);
    }

    @Test
    void holdsMuchOfFewStreamsAndLittleOfMany() {
        stall(10);
        assertThat(room.held()).isEqualTo(10 * SendQueue.HIGH_OCTETS);
        stall(256);
        assertThat(room.held()).isBetween((long) Http2Streams.MAX_HELD, Http2Streams.MAX_HELD + 256L * PIECE);
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

    /** RFC 9113 5.2.1: heads obey no window, so what bounds them is that backends are no longer read. */
    @Test
    void wantsNothingMoreOfAnyBackendWhileHeadsFillTheChannel() {
        stallWithHeads(40);
        int written = 0;
        while (client.core.streams.get(39).isWritable()) {
            client.core.streams.get(written++).writeHead(largeHead(), HstsField.NONE, false);
        }
        assertThat(written * LARGE).isBetween(OutputBound.MOST - LARGE, OutputBound.MOST + LARGE);
        assertThat(client.events()).contains("0 full", "39 full");

        client.channel.setStuck(false);
        assertThat(client.events()).contains("0 writable", "39 writable");
        assertThat(client.core.streams.get(39).isWritable()).isTrue();
    }

    /** K15: who keeps it that way holds what others need. */
    @Test
    void closesAConnectionThatLeavesHeadsUnread() {
        stallWithHeads(40);
        for (ClientStream stream : client.core.streams) {
            stream.writeHead(largeHead(), HstsField.NONE, false);
        }
        client.channel.runPendingTasks();
        client.pass(RawClient.seconds(29));
        assertThat(client.channel.isOpen()).isTrue();
        client.channel.take(4000);
        client.pass(RawClient.seconds(2));
        assertThat(client.channel.isOpen()).as("reads, however slowly").isTrue();
        client.pass(RawClient.seconds(31));
        assertThat(client.channel.isOpen()).isFalse();
    }

    private void stallWithHeads(int streams) {
        client.send(Http2Frames.preface(), setting(4, PIECE));
        for (int i = 0; i < streams; i++) {
            client.send(headers(2 * i + 1, END_STREAM, GET));
        }
        client.channel.setStuck(true);
    }

    private static ResponseHead largeHead() {
        ResponseHead head = RecordingStarter.head(200, 1);
        head.fields().add(FieldName.SERVER, Octets.of("x".repeat(LARGE)));
        return head;
    }

    /** D22: what a transport reads on its own account after reading was switched off has an end. */
    @Test
    void closesAConnectionWhoseFramesComeUnwanted() {
        stallWithHeads(40);
        for (ClientStream stream : client.core.streams) {
            stream.writeHead(largeHead(), HstsField.NONE, false);
        }
        client.send(Http2Frames.frame(Http2Frames.PRIORITY, 0, 1, new byte[5]));
        assertThat(client.channel.config().isAutoRead()).isFalse();

        byte[] unknown = Http2Frames.frame(0x40, 0, 0, new byte[8 * 1024]);
        for (int i = 0; i < 40; i++) {
            client.send(unknown);
        }
        client.channel.setStuck(false);
        assertThat(client.isOpen()).isFalse();
    }

    /** RFC 9113 8.7: a client may ask again for what was turned away. */
    @Test
    void refusesAStreamThatIsTurnedAway() {
        client.send(Http2Frames.preface(), setting(4, 0));
        client.received();
        client.core.script = stream -> stream.abort(Failure.OVERLOADED);
        assertThat(client.request(1, GET)).containsExactly("RST_STREAM 1 REFUSED_STREAM");
        assertThat(client.core.streams.getFirst().isRefusable()).isTrue();
    }
}
