package frontdoor.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Any octets for the reader of chunked bodies; how to fuzz stands at {@link RequestReaderFuzzTest}. */
class BodyReaderFuzzTest {
    /** The fate of the octets; {@code taken} counts only after the end. */
    private record Reading(String body, boolean done, boolean failed, boolean mended, int taken) {}

    /**
     * Never throws; slices make no difference; a body that was accepted, chunked again by us, is the same body. What responses may have
     * beyond requests is exactly what is told to be mended.
     */
    @FuzzTest(maxDuration = "20s")
    void keepsItsPromises(byte[] octets) {
        Reading request = keepsItsPromises(octets, Grammar.REQUEST);
        Reading response = keepsItsPromises(octets, Grammar.RESPONSE);
        assertThat(request.mended()).isFalse();
        if (request.done() || response.done() && !response.mended()) {
            assertThat(response).isEqualTo(request);
        }
    }

    private static Reading keepsItsPromises(byte[] octets, Grammar grammar) {
        Reading whole = read(octets, grammar);
        assertThat(read(octets, grammar, Slices.of(octets))).isEqualTo(whole);
        assertThat(whole.done() && whole.failed()).isFalse();
        if (whole.done()) {
            if (!whole.mended()) {
                assertThat(Latin1.text(Unpooled.wrappedBuffer(octets, 0, whole.taken())))
                        .endsWith("\r\n\r\n");
            }
            byte[] again = chunked(Latin1.octets(whole.body()));
            assertThat(read(again, Grammar.REQUEST))
                    .isEqualTo(new Reading(whole.body(), true, false, false, again.length));
        }
        return whole;
    }

    private static byte[] chunked(byte[] body) {
        ByteBuf out = Unpooled.buffer();
        if (body.length > 0) {
            ChunkWriter.writeHead(body.length, out);
            out.writeBytes(body);
            ChunkWriter.writeEnd(out);
        }
        ChunkWriter.writeLast(out);
        return Arrays.copyOf(out.array(), out.readableBytes());
    }

    private static Reading read(byte[] octets, Grammar grammar, int... cuts) {
        BodyReader reader = new BodyReader(grammar);
        reader.reset(BodyFraming.CHUNKED, 0);
        StringBuilder body = new StringBuilder();
        int from = 0;
        for (int i = 0; i <= cuts.length && !reader.done() && !reader.failed(); i++) {
            int to = i < cuts.length ? cuts[i] : octets.length;
            ByteBuf slice = Unpooled.wrappedBuffer(octets, from, to - from);
            for (@Nullable ByteBuf piece = reader.next(slice); piece != null; piece = reader.next(slice)) {
                body.append(Latin1.text(piece));
                piece.release();
            }
            from = to - slice.readableBytes();
        }
        if (reader.failed()) {
            assertThat(reader.flaw().words()).isNotEmpty();
        }
        return new Reading(body.toString(), reader.done(), reader.failed(), reader.mended(), reader.done() ? from : 0);
    }
}
