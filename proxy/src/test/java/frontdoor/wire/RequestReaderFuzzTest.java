package frontdoor.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import frontdoor.fixture.HeadText;
import frontdoor.http.Authority;
import frontdoor.http.FieldName;
import frontdoor.http.Fields;
import frontdoor.http.HeadLimits;
import frontdoor.http.HttpVersion;
import frontdoor.http.Octets;
import frontdoor.http.RequestHead;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;

/**
 * Any octets for the request reader. An ordinary test run replays the inputs under src/test/resources; this fuzzes for the time that each
 * test names, one class per JVM, and is run in the directory proxy:
 *
 * <pre>JAZZER_FUZZ=1 mvn -B -q test -Dtest='*FuzzTest' -DreuseForks=false</pre>
 */
class RequestReaderFuzzTest {
    /** Never throws; slices make no difference; what is accepted keeps the promises of RequestHead and survives the writer. */
    @FuzzTest(maxDuration = "20s")
    void keepsItsPromises(byte[] octets) {
        RequestReading whole = RequestReading.inSlices(octets);
        assertThat(RequestReading.inSlices(octets, Slices.of(octets))).isEqualTo(whole);
        RequestReader reader = new RequestReader(RequestReading.LIMITS);
        RequestHead head = new RequestHead();
        ByteBuf in = Unpooled.wrappedBuffer(octets);
        Progress progress = reader.read(in, head);
        assertThat(head.fields().end()).isLessThanOrEqualTo(octets.length);
        if (progress == Progress.DONE) {
            assertThat(head.fields().end()).isEqualTo(octets.length - in.readableBytes());
            checkLine(head);
            checkFields(head.fields());
            checkFraming(reader, head);
            survivesTheWriter(reader, head);
        }
    }

    private static void checkLine(RequestHead head) {
        byte[] bytes = head.fields().bytes();
        assertThat(Octets.isToken(bytes, head.methodStart(), head.methodLength()))
                .isTrue();
        assertThat(HeadText.target(head)).matches("[/][!\"$-~]*|[*]");
        if (HeadText.target(head).equals("*")) {
            assertThat(HeadText.method(head)).isEqualTo("OPTIONS");
        }
        Authority authority = head.authority();
        if (authority == null) {
            assertThat(head.version()).isEqualTo(HttpVersion.HTTP_1_0);
        } else {
            assertThat(authority.host())
                    .matches("[a-z0-9._~-]+|\\[[0-9a-f:.]+]")
                    .doesNotContain("..")
                    .doesNotEndWith(".");
            assertThat(authority.port()).isBetween(-1, 65535);
        }
    }

    static void checkFields(Fields fields) {
        assertThat(fields.contains(FieldName.CONTENT_LENGTH)).isFalse();
        assertThat(fields.contains(FieldName.TRANSFER_ENCODING)).isFalse();
        for (int i = 0; i < fields.size(); i++) {
            if (!fields.isRemoved(i)) {
                assertThat(Octets.isToken(fields.bytes(), fields.nameStart(i), fields.nameLength(i)))
                        .isTrue();
                assertThat(fields.value(i))
                        .matches("[\t\\x20-\\x7e\\x80-\\xff]*")
                        .doesNotMatch("(?s)[ \t].*|.*[ \t]");
            }
        }
    }

    private static void checkFraming(RequestReader reader, RequestHead head) {
        assertThat(head.fields().contains(FieldName.HOST)).isFalse();
        assertThat(head.fields().contains(FieldName.EXPECT)).isFalse();
        switch (reader.framing()) {
            case NONE -> assertThat(head.bodyLength()).isZero();
            case LENGTH -> assertThat(head.bodyLength()).isPositive();
            case CHUNKED -> {
                assertThat(head.bodyLength()).isEqualTo(RequestHead.UNKNOWN_LENGTH);
                assertThat(head.version()).isEqualTo(HttpVersion.HTTP_1_1);
            }
            case UNTIL_CLOSE, TUNNEL -> throw new AssertionError("a request has no such body");
        }
    }

    private static void survivesTheWriter(RequestReader reader, RequestHead head) {
        head.fields().removeAll(FieldName.CONNECTION);
        head.fields().removeAll(FieldName.UPGRADE);
        if (head.authority() == null) {
            head.setAuthority(new Authority("a", Authority.NO_PORT));
        }
        ByteBuf out = Unpooled.buffer();
        RequestWriter.write(head, out);
        RequestHead again = new RequestHead();
        RequestReader secondReader = new RequestReader(new HeadLimits(20_000, 20_000, 200));
        assertThat(secondReader.read(out, again)).isEqualTo(Progress.DONE);
        again.fields().removeAll(FieldName.CONNECTION);
        again.fields().removeAll(FieldName.UPGRADE);
        assertThat(out.isReadable()).isFalse();
        assertThat(secondReader.framing()).isEqualTo(reader.framing());
        assertThat(again.bodyLength()).isEqualTo(head.bodyLength());
        assertThat(HeadText.method(again)).isEqualTo(HeadText.method(head));
        assertThat(HeadText.target(again)).isEqualTo(HeadText.target(head));
        assertThat(again.authority()).isEqualTo(head.authority());
        assertThat(again.websocketUpgrade()).isEqualTo(head.websocketUpgrade());
        assertThat(RequestReading.fields(again.fields())).isEqualTo(RequestReading.fields(head.fields()));
    }
}
