package frontdoor.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import frontdoor.http.FieldName;
import frontdoor.http.HeadLimits;
import frontdoor.http.HstsField;
import frontdoor.http.Method;
import frontdoor.http.ResponseHead;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;

/** Any octets for the response reader; how to fuzz stands at {@link RequestReaderFuzzTest}. */
class ResponseReaderFuzzTest {
    private static final HeadLimits LIMITS = RequestReading.LIMITS;

    /** Never throws; slices make no difference; what is accepted keeps the promises of ResponseHead and survives the writer. */
    @FuzzTest(maxDuration = "20s")
    void keepsItsPromises(byte[] octets) {
        Method method = octets.length % 3 == 0 ? Method.HEAD : Method.GET;
        ResponseReader reader = new ResponseReader(LIMITS);
        ResponseHead head = new ResponseHead();
        reader.reset(method, false);
        ByteBuf in = Unpooled.wrappedBuffer(octets);
        Progress progress = reader.read(in, head);
        int taken = octets.length - in.readableBytes();
        inSlicesItIsTheSame(octets, method, progress, taken);
        if (progress == Progress.FAILED) {
            assertThat(reader.flaw().words()).isNotEmpty();
        }
        if (progress == Progress.DONE) {
            assertThat(head.status()).isBetween(100, 599).isNotEqualTo(101);
            RequestReaderFuzzTest.checkFields(head.fields());
            String reason = frontdoor.http.Octets.text(head.fields().bytes(), head.reasonStart(), head.reasonLength());
            assertThat(reason).matches("[\t\\x20-\\x7e\\x80-\\xff]*");
            survivesTheWriter(reader, head, method);
        }
    }

    private static void inSlicesItIsTheSame(byte[] octets, Method method, Progress whole, int taken) {
        ResponseReader reader = new ResponseReader(LIMITS);
        ResponseHead head = new ResponseHead();
        reader.reset(method, false);
        ByteBuf in = Unpooled.wrappedBuffer(octets);
        Progress progress = Progress.MORE;
        for (int cut : Slices.of(octets)) {
            if (progress == Progress.MORE) {
                ByteBuf slice = in.slice(in.readerIndex(), cut - in.readerIndex());
                progress = reader.read(slice, head);
                in.skipBytes(slice.readerIndex());
            }
        }
        if (progress == Progress.MORE) {
            progress = reader.read(in, head);
        }
        assertThat(progress).isEqualTo(whole);
        if (whole == Progress.DONE) {
            assertThat(in.readerIndex()).isEqualTo(taken);
        }
    }

    private static void survivesTheWriter(ResponseReader reader, ResponseHead head, Method method) {
        head.fields().removeAll(FieldName.STRICT_TRANSPORT_SECURITY);
        head.fields().removeAll(FieldName.CONNECTION);
        ByteBuf out = Unpooled.buffer();
        BodyFraming framing = reader.framing();
        ResponseWriter.write(head, HstsField.NONE, framing, ConnectionOption.NONE, out);
        ResponseReader secondReader = new ResponseReader(new HeadLimits(20_000, 20_000, 200));
        ResponseHead again = new ResponseHead();
        secondReader.reset(method, false);
        assertThat(secondReader.read(out, again)).isEqualTo(Progress.DONE);
        assertThat(out.isReadable()).isFalse();
        assertThat(again.status()).isEqualTo(head.status());
        assertThat(secondReader.framing()).isEqualTo(framing);
        assertThat(again.bodyLength()).isEqualTo(head.bodyLength());
        assertThat(RequestReading.fields(again.fields())).isEqualTo(RequestReading.fields(head.fields()));
    }
}
