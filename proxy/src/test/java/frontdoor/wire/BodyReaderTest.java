package frontdoor.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Bodies, each also cut at every octet. */
class BodyReaderTest {
    /** A body reader's reading of octets. */
    private record Reading(String body, boolean done, boolean failed, String rest) {}

    private static Reading chunked(String octets) {
        return read(BodyFraming.CHUNKED, 0, octets);
    }

    private static Reading read(BodyFraming framing, long length, String text) {
        byte[] octets = Latin1.octets(text);
        Reading whole = inSlices(framing, length, octets);
        for (int cut = 1; cut < octets.length; cut++) {
            assertThat(inSlices(framing, length, octets, cut))
                    .as("cut at octet %d", cut)
                    .isEqualTo(whole);
        }
        return whole;
    }

    private static Reading inSlices(BodyFraming framing, long length, byte[] octets, int... cuts) {
        BodyReader reader = new BodyReader(Grammar.REQUEST);
        reader.reset(framing, length);
        StringBuilder body = new StringBuilder();
        int from = 0;
        for (int i = 0; i <= cuts.length && !reader.done() && !reader.failed(); i++) {
            int to = i < cuts.length ? cuts[i] : octets.length;
            ByteBuf slice = Unpooled.wrappedBuffer(octets, from, to - from);
            body.append(drain(reader, slice));
            from = to - slice.readableBytes();
            assertThat(slice.refCnt()).isEqualTo(1);
        }
        String rest = reader.done() ? new String(octets, from, octets.length - from, StandardCharsets.ISO_8859_1) : "";
        return new Reading(body.toString(), reader.done(), reader.failed(), rest);
    }

    private static String drain(BodyReader reader, ByteBuf in) {
        StringBuilder body = new StringBuilder();
        for (@Nullable ByteBuf piece = reader.next(in); piece != null; piece = reader.next(in)) {
            assertThat(piece.isReadable()).isTrue();
            body.append(Latin1.text(piece));
            piece.release();
        }
        return body.toString();
    }

    /** D20, F15: exactly as many octets as announced. */
    @Test
    void takesTheAnnouncedLength() {
        assertThat(read(BodyFraming.LENGTH, 5, "helloGET /")).isEqualTo(new Reading("hello", true, false, "GET /"));
        assertThat(read(BodyFraming.LENGTH, 5, "hell")).isEqualTo(new Reading("hell", false, false, ""));
        assertThat(read(BodyFraming.LENGTH, Long.MAX_VALUE, "hell")).isEqualTo(new Reading("hell", false, false, ""));
        assertThat(read(BodyFraming.LENGTH, 0, "x")).isEqualTo(new Reading("", true, false, "x"));
        assertThat(read(BodyFraming.NONE, 0, "GET /")).isEqualTo(new Reading("", true, false, "GET /"));
    }

    /** RFC 9112 6.3. */
    @ParameterizedTest
    @ValueSource(strings = {"UNTIL_CLOSE", "TUNNEL"})
    void takesEverythingUntilTheConnectionEnds(BodyFraming framing) {
        assertThat(read(framing, -1, "5\r\nhello")).isEqualTo(new Reading("5\r\nhello", false, false, ""));
    }

    /** D25, G4: only a body until close may end with the connection. */
    @Test
    void tellsAnEndFromACut() {
        BodyReader reader = new BodyReader(Grammar.REQUEST);
        assertThat(reader.onEndOfInput()).isTrue();
        reader.reset(BodyFraming.UNTIL_CLOSE, -1);
        assertThat(reader.onEndOfInput()).isTrue();
        assertThat(reader.done()).isTrue();
        reader.reset(BodyFraming.LENGTH, 2);
        drain(reader, Latin1.buffer("a"));
        assertThat(reader.onEndOfInput()).isFalse();
        drain(reader, Latin1.buffer("b"));
        assertThat(reader.onEndOfInput()).isTrue();
        for (String cut : new String[] {
            "", "1", "1\r\n", "1\r\na", "1\r\na\r\n", "1\r\na\r\n0", "0\r\n", "0\r\nA: b\r\n", "0\r\n\r"
        }) {
            reader.reset(BodyFraming.CHUNKED, -1);
            drain(reader, Latin1.buffer(cut));
            assertThat(reader.onEndOfInput()).as(cut).isFalse();
        }
    }

    /** D17, D18, D19. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            value = {
                "5~hello~0~~|hello",
                "0~~|^^",
                "000~~|^^",
                "0005~hello~0~~|hello",
                "a~0123456789~0~~|0123456789",
                "A~0123456789~1~x~0~~|0123456789x",
                "0000000000000001~x~0~~|x",
                "5;a~hello~0~~|hello",
                "5;a=b;c=\"d; \\\" \\\\e\"~hello~0;z~~|hello",
                "1;a=\"\"~x~0~~|x",
                "2~~~0~0~~|^0~^",
                "1~x~0~A: b~Content-Length: 5~Transfer-Encoding: chunked~Host: evil~~|x",
            })
    void readsChunks(String octets, String body) {
        Reading expected = new Reading(body.replace("~", "\r\n").replace("\r\n0\r\n", "\r\n"), true, false, "GET /");
        String wire = octets.replace("~", "\r\n");
        if (wire.startsWith("2\r\n\r\n\r\n0")) {
            expected = new Reading("\r\n", true, false, "GET /");
            wire = "2\r\n\r\n\r\n0\r\n\r\n";
        }
        assertThat(chunked(wire + "GET /")).isEqualTo(expected);
    }

    /** D17, D18, S8: two parsers must never disagree about where a chunk ends. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                // sizes
                "\r\nx",
                "x\r\n",
                "g\r\n",
                "0x5\r\nhello",
                "+5\r\nhello",
                "-5\r\nhello",
                "5_0\r\nhello",
                " 5\r\nhello",
                "5 \r\nhello",
                "5\t\r\nhello",
                "5 ;a\r\nhello",
                "5,\r\nhello",
                "5.\r\nhello",
                "\u0000",
                "5\u0000\r\nhello",
                "\u00b5\r\nhello",
                "00000000000000001\r\nx",
                "8000000000000000\r\n",
                "FFFFFFFFFFFFFFFF\r\n",
                "fffffffffffffffff\r\n",
                "10000000000000005\r\nhello",
                "\"5\"\r\nhello",
                "{5}\r\n",
                // line ends
                "5\nhello",
                "5\r\r\nhello",
                "5\rhello",
                "5\n\rhello",
                "5\u0085hello",
                "5;a\nhello\r\n",
                "5;a\r5\r\nhello",
                // the end of the data
                "5\r\nhelloXX",
                "5\r\nhello\n",
                "5\r\nhello\r\r\n",
                "5\r\nhello0\r\n\r\n",
                "5\r\nhello\rX",
                "5\r\nhelloo\r\n0\r\n\r\n",
                "5\r\nhell\r\n0\r\n\r\n",
                "5\r\nhello  ",
                "5\r\nhello\r\n\r\n",
                // extensions
                "5;\r\nhello",
                "5;;a\r\nhello",
                "5;a;\r\nhello",
                "5; a\r\nhello",
                "5;a =b\r\nhello",
                "5;a= b\r\nhello",
                "5;a=\r\nhello",
                "5;=b\r\nhello",
                "5;a=b c\r\nhello",
                "5;a=b\"c\"\r\nhello",
                "5;a=\"b\"c\r\nhello",
                "5;a=\"\r\nX\"\r\n",
                "5;a=\"\n\"\r\n",
                "5;a=\"b\\\r\n\"\r\n",
                "5;a=\"\u0000\"\r\nhello",
                "5;a=\"\u0007\"\r\nhello",
                "5;a\u0000\r\nhello",
                "5;a=\"b\\\u0001\"\r\n",
                "5;a=\u00e9\r\nhello",
                "5;\u000ba\r\nhello",
                // the last chunk and the trailers
                "0\r\r\n",
                "0\n\n",
                "0\r\n\n",
                "0\r\n\r\r",
                "0\r\nX\r\n\r\n",
                "0\r\n X: y\r\n\r\n",
                "0\r\nX : y\r\n\r\n",
                "0\r\nX: y\r\n z\r\n\r\n",
                "0\r\nX: y\n\r\n",
                "0\r\nX: \u0000\r\n\r\n",
                "0\r\nX: y\r\n\n",
                "0\r\n: y\r\n\r\n",
                "0\r\nGET / HTTP/1.1\r\n",
            })
    void refusesOtherChunks(String octets) {
        Reading reading = chunked(octets);
        assertThat(reading.failed()).isTrue();
        assertThat(reading.done()).isFalse();
    }

    /** D21. */
    @Test
    void readsNothingAfterAFailure() {
        BodyReader reader = new BodyReader(Grammar.REQUEST);
        reader.reset(BodyFraming.CHUNKED, 0);
        ByteBuf in = Latin1.buffer("x\r\n5\r\nhello\r\n0\r\n\r\n");
        assertThat(reader.next(in)).isNull();
        assertThat(reader.next(in)).isNull();
        assertThat(reader.failed()).isTrue();
        assertThat(reader.onEndOfInput()).isFalse();
        reader.reset(BodyFraming.NONE, 0);
        assertThat(reader.failed()).isFalse();
    }

    /** D17: a chunk of 2^63-1 octets is one, a longer one is not. */
    @Test
    void takesChunksUpToTheLargestLength() {
        assertThat(chunked("7fffffffffffffff\r\nhello")).isEqualTo(new Reading("hello", false, false, ""));
    }

    /** D18, K3: 4 KiB of extensions in the whole message. */
    @Test
    void limitsChunkExtensions() {
        String fits = "1;" + "a".repeat(999) + "\r\nx\r\n";
        String body = fits.repeat(4);
        assertThat(inSlices(BodyFraming.CHUNKED, 0, Latin1.octets(body + "0\r\n\r\n"))
                        .done())
                .isTrue();
        assertThat(inSlices(BodyFraming.CHUNKED, 0, Latin1.octets(body + fits)).failed())
                .isTrue();
        assertThat(inSlices(BodyFraming.CHUNKED, 0, Latin1.octets("1;" + "a".repeat(4097)))
                        .failed())
                .isTrue();
    }

    /** D18: the limit is one message's. */
    @Test
    void countsExtensionsPerMessage() {
        BodyReader reader = new BodyReader(Grammar.REQUEST);
        for (int i = 0; i < 3; i++) {
            reader.reset(BodyFraming.CHUNKED, 0);
            assertThat(drain(reader, Latin1.buffer("1;" + "a".repeat(3000) + "\r\nx\r\n0\r\nA: b\r\n\r\n")))
                    .isEqualTo("x");
            assertThat(reader.done()).isTrue();
        }
    }

    /** D19, K3. */
    @Test
    void limitsTrailers() {
        String fits = "0\r\nX: " + "a".repeat(8192 - 5) + "\r\n\r\n";
        String tooLarge = "0\r\nX: " + "a".repeat(8192 - 4) + "\r\n\r\n";
        assertThat(inSlices(BodyFraming.CHUNKED, 0, Latin1.octets(fits)).done()).isTrue();
        assertThat(inSlices(BodyFraming.CHUNKED, 0, Latin1.octets(tooLarge), 50, 4000)
                        .failed())
                .isTrue();
        assertThat(inSlices(BodyFraming.CHUNKED, 0, Latin1.octets("0\r\n" + "A: b\r\n".repeat(129)))
                        .failed())
                .isTrue();
    }

    /** K4: no piece is copied or gathered. */
    @Test
    void handsOutSlicesOfTheInput() {
        BodyReader reader = new BodyReader(Grammar.REQUEST);
        reader.reset(BodyFraming.CHUNKED, 0);
        ByteBuf in = Unpooled.buffer().writeBytes(Latin1.octets("5\r\nhello\r\n0\r\n\r\n"));
        ByteBuf piece = reader.next(in);
        assertThat(piece).isNotNull();
        assertThat(in.refCnt()).isEqualTo(2);
        in.setByte(3, 'H');
        assertThat(Latin1.text(piece)).isEqualTo("Hello");
        piece.release();
        assertThat(in.release()).isTrue();
    }
}
