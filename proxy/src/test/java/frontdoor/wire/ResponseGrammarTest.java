package frontdoor.wire;

import static org.assertj.core.api.Assertions.assertThat;

import frontdoor.http.Flaw;
import frontdoor.http.HeadLimits;
import frontdoor.http.Method;
import frontdoor.http.ResponseHead;
import frontdoor.http.Rule;
import io.netty.buffer.ByteBuf;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** G1, G2: answers that are not as they should be, {@code ~} for CRLF: taken where their end is beyond doubt, else refused in words. */
class ResponseGrammarTest {
    private static final HeadLimits LIMITS = RequestReading.LIMITS;
    private static final String OK = "HTTP/1.1 200 OK\r\n";

    /** A whole answer: its fields and its body, and whether its connection may be used again. */
    private record Reading(
            String fields,
            String body,
            boolean keepAlive,
            @Nullable Flaw flaw) {}

    private static Reading read(String text) {
        byte[] octets = Latin1.octets(text.replace("~", "\r\n").translateEscapes());
        Reading whole = inTwo(octets, 0);
        for (int cut = 1; cut < octets.length; cut++) {
            Reading cutThere = inTwo(octets, cut);
            assertThat(cutThere.keepAlive()).as("cut at octet %d", cut).isEqualTo(whole.keepAlive());
            assertThat(cutThere.fields()).as("cut at octet %d", cut).isEqualTo(whole.fields());
            assertThat(cutThere.body()).as("cut at octet %d", cut).isEqualTo(whole.body());
        }
        return whole;
    }

    private static Reading inTwo(byte[] octets, int cut) {
        ResponseReader reader = new ResponseReader(LIMITS);
        reader.reset(Method.GET, false);
        ResponseHead head = new ResponseHead();
        ByteBuf in = io.netty.buffer.Unpooled.buffer();
        in.writeBytes(octets, 0, cut);
        Progress progress = reader.read(in, head);
        if (progress == Progress.MORE) {
            in.writeBytes(octets, cut, octets.length - cut);
            progress = reader.read(in, head);
        } else {
            in.writeBytes(octets, cut, octets.length - cut);
        }
        if (progress != Progress.DONE) {
            return new Reading("", "", false, progress == Progress.FAILED ? reader.flaw() : null);
        }
        String fields = String.join(", ", RequestReading.fields(head.fields()));
        BodyReader body = new BodyReader(Grammar.RESPONSE);
        body.reset(reader.framing(), head.bodyLength());
        StringBuilder text = new StringBuilder();
        ByteBuf piece;
        while ((piece = body.next(in)) != null) {
            text.append(Latin1.text(piece));
            piece.release();
        }
        boolean keepAlive = reader.keepAlive() && body.done() && !body.mended() && !in.isReadable();
        return new Reading(fields, text.toString(), keepAlive, body.failed() ? body.flaw() : null);
    }

    private static final String CHUNKED = "HTTP/1.1 200 OK~Transfer-Encoding: chunked~~";

    @ParameterizedTest
    @ValueSource(
            strings = {
                // the status line
                "HTTP/1.2 200 OK~X: y~Content-Length: 5~~hello",
                "HTTP/1.1 200~X: y~Content-Length: 5~~hello",
                "HTTP/1.1 200\nX: y\nContent-Length: 5\n\nhello",
                "HTTP/1.1 200 OK\nX: y~Content-Length: 5~~hello",
                // field lines
                "HTTP/1.1 200 OK~X: y\nContent-Length: 5~~hello",
                "HTTP/1.1 200 OK~X: y~Content-Length: 5~\nhello",
                "HTTP/1.1 200 OK\nX:y\nContent-Length:5\n\nhello",
                "HTTP/1.1 200 OK~X : y~Content-Length\t \t: 5~~hello",
                // framing
                "HTTP/1.1 200 OK~Content-Length: 5~X: y~content-length: 5~~hello",
                "HTTP/1.1 200 OK~Content-Length: 5, 5,5~X: y~~hello",
                "HTTP/1.1 200 OK~Content-Length: 05~X: y~Content-Length: 5~~hello",
                "HTTP/1.1 200 OK~Transfer-Encoding: chunked~X: y~transfer-encoding: Chunked~~5~hello~0~~",
                "HTTP/1.1 200 OK~Transfer-Encoding: ,chunked,~X: y~~5~hello~0~~",
                "HTTP/1.1 200 OK~Transfer-Encoding: , chunked\t,,~X: y~Transfer-Encoding: chunked~~5~hello~0~~",
                "HTTP/1.1 200 OK~Transfer-Encoding: chunked, Chunked~X: y~~5~hello~0~~",
                // chunks
                "HTTP/1.1 200 OK~X: y~Transfer-Encoding: chunked~~5   ~hello~0   ~~",
                "HTTP/1.1 200 OK~X: y~Transfer-Encoding: chunked~~5\t~hello~0~~",
                "HTTP/1.1 200 OK~X: y~Transfer-Encoding: chunked~~5 ;a=b~hello~0~~",
                "HTTP/1.1 200 OK~X: y~Transfer-Encoding: chunked~~5;a=\"b\"\nhello~0~~",
                "HTTP/1.1 200 OK~X: y~Transfer-Encoding: chunked~~5\nhello\n0\n\n",
                "HTTP/1.1 200 OK~X: y~Transfer-Encoding: chunked~~2~he\n3~llo~0~~",
                "HTTP/1.1 200 OK~X: y~Transfer-Encoding: chunked~~2; a~he~3;\t;a~llo~0;~~",
                "HTTP/1.1 200 OK~X: y~Transfer-Encoding: chunked~~5;a =b~hello~0~~",
                "HTTP/1.1 200 OK~X: y~Transfer-Encoding: chunked~~5;a= \"b\" ;c=d~hello~0~~",
                "HTTP/1.1 200 OK~X: y~Transfer-Encoding: chunked~~5;a=b~hello~0;a=b ~~",
                "HTTP/1.1 200 OK~X: y~Transfer-Encoding: chunked~~5\t;\ta\t;b=~hello~0 ; a ;~~",
                "HTTP/1.1 200 OK~X: y~Transfer-Encoding: chunked~~00000000000000005~hello~000000000000000000~~",
                // trailers
                "HTTP/1.1 200 OK~X: y~Transfer-Encoding: chunked~~5~hello~0~A : b~~",
                "HTTP/1.1 200 OK~X: y~Transfer-Encoding: chunked~~5~hello~0~A: b~ c~\td~B: e~ ~~",
                "HTTP/1.1 200 OK~X: y~Transfer-Encoding: chunked~~5~hello~0~A: b\n c\n\n",
                "HTTP/1.1 200 OK~X: y~Transfer-Encoding: chunked~~5~hello~0~A: b\n\n",
            })
    void takesWhatLeavesNoDoubtAndDoesNotUseTheConnectionAgain(String answer) {
        assertThat(read(answer)).isEqualTo(new Reading("X=y", "hello", false, null));
    }

    /** A hundred thousand padded chunks are as good as one. */
    @ParameterizedTest
    @ValueSource(ints = {1, 100_000})
    void countsPaddingPerChunk(int chunks) {
        byte[] octets = Latin1.octets(CHUNKED.replace("~", "\r\n") + "1       \r\nx\r\n".repeat(chunks) + "0\r\n\r\n");
        assertThat(inTwo(octets, 0).body()).hasSize(chunks);
        assertThat(read(CHUNKED + "5" + " ".repeat(300) + "~hello~0~~").flaw()).isNotNull();
    }

    /** So is a size with many zeros before it. */
    @Test
    void limitsTheOctetsOfASize() {
        assertThat(read(CHUNKED + "0".repeat(255) + "5~hello~0~~").body()).isEqualTo("hello");
        assertThat(read(CHUNKED + "0".repeat(256) + "5~hello~0~~").flaw()).isEqualTo(new Flaw(Rule.CHUNK_SIZE, "5"));
        assertThat(read(CHUNKED + "0".repeat(255) + "5 ~hello~0~~").flaw()).isEqualTo(new Flaw(Rule.CHUNK_SIZE, " "));
    }

    /** An answer without an end may have an extension in every chunk, which adds up to more than one line may have. */
    @Test
    void limitsTheExtensionsOfOneLine() {
        String signed = "1;signature=" + "a".repeat(64) + "\r\nx\r\n";
        Reading many = inTwo(Latin1.octets(CHUNKED.replace("~", "\r\n") + signed.repeat(1000) + "0\r\n\r\n"), 0);
        assertThat(many.body()).hasSize(1000);
        assertThat(many.keepAlive()).isFalse();
        for (String longest : new String[] {";" + "a".repeat(4096), ";" + " ".repeat(4096), ";".repeat(4097)}) {
            Reading reading = inTwo(Latin1.octets(CHUNKED.replace("~", "\r\n") + "1" + longest + "\r\nx\r\n"), 0);
            assertThat(Objects.requireNonNull(reading.flaw()).rule()).isEqualTo(Rule.CHUNK_EXTENSION);
        }
    }

    @Test
    void limitsFoldedTrailers() {
        String fold = "0\r\nA: b\r\n " + "c".repeat(50) + "\r\n";
        Reading endless = inTwo(Latin1.octets(CHUNKED.replace("~", "\r\n") + fold + "\td\r\n".repeat(4000)), 0);
        assertThat(Objects.requireNonNull(endless.flaw()).rule()).isEqualTo(Rule.TOO_LARGE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Content-Length: 5", "Content-Length: 5~Connection: x", "Transfer-Encoding: chunked"})
    void usesTheConnectionOfAGoodAnswerAgain(String line) {
        String body = line.startsWith("T") ? "5~hello~0~~" : "hello";
        assertThat(read("HTTP/1.1 200 OK~" + line + "~~" + body).keepAlive()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Content-Length: 12~Content-Length: 13~~x|TWO_LENGTHS|13",
                "Content-Length: 5, 6~~x|CONTENT_LENGTH|5, 6",
                "Content-Length: 5,~~x|CONTENT_LENGTH|5,",
                "Content-Length: ,5~~x|CONTENT_LENGTH|,5",
                "Content-Length: +5~~x|CONTENT_LENGTH|+5",
                "Content-Length: 5 5~~x|CONTENT_LENGTH|5 5",
                "Content-Length: 5~Transfer-Encoding: chunked~~x|TWO_FRAMINGS|chunked",
                "Transfer-Encoding: chunked~Content-Length: 5~~x|TWO_FRAMINGS|5",
                "Transfer-Encoding: chunked chunked~~x|CODING|chunked chunked",
                "Transfer-Encoding: chunked, gzip, chunked~~x|CODING|chunked, gzip, chunked",
                "Transfer-Encoding: chunked;q=1~~x|CODING|chunked;q=1",
                "Transfer-Encoding: ,~~x|CODING|,",
                "Transfer-Encoding:~~x|CODING|''",
                "Transfer-Encoding: chunked~Transfer-Encoding: gzip~~x|CODING|gzip",
                "Transfer-Encoding: identity~~x|CODING|identity",
                "Made by Somebody : yes~~x|FIELD_NAME|'Made by Somebody '",
                "X-Long: a~ b~~x|FOLDED_LINE|X-Long",
                "' X: a~~x'|BLANK_BEFORE_FIELDS|''",
                "NoColon~~x|NO_COLON|NoColon",
                "No Colon~~x|FIELD_NAME|No Colon",
                ": x~~x|EMPTY_NAME|''",
                "Secret: a\\001b~~x|FIELD_VALUE|Secret",
                "Secret: a\\rb~~x|BARE_CR|Secret",
                "X\u00e9: b~~x|FIELD_NAME|X\\xe9",
            })
    void saysWhatIsWrongWithFields(String rest, Rule rule, String excerpt) {
        assertThat(read(OK + rest).flaw()).isEqualTo(new Flaw(rule, excerpt));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "HTTP/1.1 404: Not Found~~|STATUS_LINE|HTTP/1.1 404: Not Found",
                "HTTP/2.0 200 OK~~|STATUS_LINE|HTTP/2.0 200 OK",
                "ICY 200 OK~~|STATUS_LINE|ICY 200 OK",
                "\\025\\003\\001\\000\\002\\002F|TLS_SPOKEN|''",
                "\\026\\003\\003\\000|TLS_SPOKEN|''",
                "\\000\\000\\022\\004\\000\\000\\000\\000\\000|HTTP_2_SPOKEN|''",
                "HTTP/1.1 101 Switching Protocols~Upgrade: websocket~~|UNASKED_UPGRADE|''",
                "HTTP/1.0 200 OK~Transfer-Encoding: chunked~~|CODING_IN_HTTP_1_0|chunked",
            })
    void saysWhatCameInsteadOfAnAnswer(String octets, Rule rule, String excerpt) {
        assertThat(inTwo(Latin1.octets(octets.replace("~", "\r\n").translateEscapes()), 0)
                        .flaw())
                .isEqualTo(new Flaw(rule, excerpt));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "x~|CHUNK_SIZE|x",
                "5x~hello|CHUNK_SIZE|x",
                "5 5~hello|CHUNK_SIZE|5",
                "0x5~hello|CHUNK_SIZE|x",
                "5~hello5|CHUNK_END|5",
                "10000000000000005~hello|CHUNK_SIZE|5",
                "00000000000000008000000000000000~x|CHUNK_SIZE|0",
                "5;=b~hello|CHUNK_EXTENSION|=",
                "5;a b~hello|CHUNK_EXTENSION|b",
                "5;a=b c~hello|CHUNK_EXTENSION|c",
                "5;a=\"b\" \"~hello|CHUNK_EXTENSION|\\x22",
                "5; \\001~hello|CHUNK_EXTENSION|\\x01",
                "5; \\r5|BARE_CR|5",
                "5;a=\"\\n\"~hello|CHUNK_EXTENSION|\\x0a",
                "5\\rx|BARE_CR|x",
                "0~Bad Name: x~~|FIELD_NAME|Bad Name",
                "0~ c~~|BLANK_BEFORE_FIELDS|''",
                "0~A: b~ c\\001~~|FOLDED_LINE|A",
                "0~A: b~ c\\rd~~|FOLDED_LINE|A",
            })
    void saysWhatIsWrongWithABody(String body, Rule rule, String excerpt) {
        assertThat(read(CHUNKED + body).flaw()).isEqualTo(new Flaw(rule, excerpt));
    }
}
