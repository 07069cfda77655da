package frontdoor.wire;

import static org.assertj.core.api.Assertions.assertThat;

import frontdoor.fixture.HeadText;
import frontdoor.http.Failure;
import frontdoor.http.Fields;
import frontdoor.http.HeadLimits;
import frontdoor.http.HttpVersion;
import frontdoor.http.RequestHead;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;

/** A request reader's reading of octets: the same whether they come at once or cut at any octet. */
record RequestReading(
        Progress progress,
        String failure,
        String line,
        String authority,
        List<String> fields,
        Body body,
        boolean keepAlive,
        String rest) {
    static final HeadLimits LIMITS = new HeadLimits(8192, 4096, 64);

    /** The head's word on the body and on what goes with it. */
    record Body(BodyFraming framing, long length, boolean expectsContinue, boolean websocket) {}

    /** Reads at once, then again cut in two at every octet, then octet by octet; demands the same each time. */
    static RequestReading of(String text) {
        byte[] octets = Latin1.octets(text);
        RequestReading whole = inSlices(octets);
        for (int cut = 1; cut < octets.length; cut++) {
            assertThat(inSlices(octets, cut)).as("cut at octet %d", cut).isEqualTo(whole);
        }
        assertThat(inSlices(octets, IntStream.range(1, octets.length).toArray()))
                .as("octet by octet")
                .isEqualTo(whole);
        return whole;
    }

    /** Reads the octets in the slices that these cuts make. */
    static RequestReading inSlices(byte[] octets, int... cuts) {
        RequestReader reader = new RequestReader(LIMITS);
        RequestHead head = new RequestHead();
        Progress progress = Progress.MORE;
        int from = 0;
        for (int i = 0; i <= cuts.length && progress == Progress.MORE; i++) {
            int to = i < cuts.length ? cuts[i] : octets.length;
            ByteBuf slice = Unpooled.wrappedBuffer(octets, from, to - from);
            progress = reader.read(slice, head);
            from = to - slice.readableBytes();
        }
        return from(
                reader, head, progress, new String(octets, from, octets.length - from, StandardCharsets.ISO_8859_1));
    }

    /** What a reader left behind. */
    static RequestReading from(RequestReader reader, RequestHead head, Progress progress, String rest) {
        boolean done = progress == Progress.DONE;
        return new RequestReading(
                progress,
                progress == Progress.FAILED ? reader.failure().name() : "",
                line(head),
                Objects.toString(head.authority()),
                done ? fields(head.fields()) : List.of(),
                done
                        ? new Body(reader.framing(), head.bodyLength(), head.expectsContinue(), head.websocketUpgrade())
                        : new Body(BodyFraming.NONE, 0, false, false),
                done && reader.keepAlive(),
                done ? rest : "");
    }

    private static String line(RequestHead head) {
        String version = head.version() == HttpVersion.HTTP_1_1
                ? ""
                : " " + head.version().number();
        return HeadText.method(head) + " " + HeadText.target(head) + version;
    }

    static List<String> fields(Fields fields) {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < fields.size(); i++) {
            if (!fields.isRemoved(i)) {
                lines.add(fields.nameText(i) + "=" + fields.value(i));
            }
        }
        return lines;
    }

    /** Demands that the head is accepted. */
    RequestReading accepted() {
        assertThat(progress).as(failure).isEqualTo(Progress.DONE);
        return this;
    }

    /** Demands that the head is refused for this reason. */
    RequestReading refused(Failure why) {
        assertThat(failure).isEqualTo(why.name());
        return this;
    }
}
