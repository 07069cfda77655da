package frontdoor.wire;

import static org.assertj.core.api.Assertions.assertThat;

import frontdoor.http.Fields;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The two grammars on many mutations of good messages. Requests are read to the letter, which an expression beside the reader tells, and
 * what responses may have beyond that is exactly what is told to be mended.
 */
class GrammarTest {
    private static final int MUTATIONS = 20_000;
    private static final String OCTETS = "\r\n\r\n\t  :;=\"\\,05aAfXx_-\u0000\u0001\u007f\u0080\u00e9";
    private static final String TOKEN = "[!#$%&'*+\\-.^_`|~0-9A-Za-z]+";
    private static final String VALUE = "[\\t\\x20-\\x7e\\x80-\\xff]*";
    private static final String FIELD = TOKEN + ":" + VALUE + "\r\n";
    private static final Pattern SECTION = Pattern.compile("(?:" + FIELD + ")*\r\n", Pattern.DOTALL);
    private static final String EXTENSION_VALUE = "(?:" + TOKEN
            + "|\"(?:[\\t\\x20\\x21\\x23-\\x5b\\x5d-\\x7e\\x80-\\xff]|\\\\[\\t\\x20-\\x7e\\x80-\\xff])*\")";
    private static final Pattern LINE =
            Pattern.compile("([0-9A-Fa-f]{1,16})(?:;" + TOKEN + "(?:=" + EXTENSION_VALUE + ")?)*\r\n");

    // The same of responses: LF for a line end, blanks wherever RFC 9112 7.1.1 has them, parts of extensions that are
    // empty, folded trailers.
    private static final Pattern LENIENT_SECTION = Pattern.compile(
            "(?:" + TOKEN + "[ \t]*:" + VALUE + "\r?\n(?:[ \t]" + VALUE + "\r?\n)*)*\r?\n", Pattern.DOTALL);
    private static final Pattern LENIENT_LINE = Pattern.compile("0{0,200}([0-9A-Fa-f]{1,16})[ \t]*(?:;[ \t]*(?:" + TOKEN
            + "[ \t]*(?:=[ \t]*(?:" + EXTENSION_VALUE + "[ \t]*)?)?)?)*\r?\n");

    private static final List<String> SECTIONS = List.of(
            "A: b\r\nC:d\r\n\r\n",
            "\r\n",
            "Long-Name:  a value, and more \t\r\nX: \u00e9\r\n\r\n",
            "A:\r\nB: :\r\n\r\n");
    private static final List<String> BODIES = List.of(
            "5\r\nhello\r\n0\r\n\r\n",
            "1\r\na\r\n1;x=y\r\nb\r\n0\r\nA: b\r\n\r\n",
            "a;b=\"c\\\"d\"\r\n0123456789\r\n0;z\r\n\r\n",
            "0000000000000002 ; a = b ;c= \"d\" \r\nhe\r\n1;\nx\n0; z=\r\nA: b\r\n c\r\n\r\n");

    private static String mutate(String good, Random random) {
        StringBuilder text = new StringBuilder(good);
        for (int i = random.nextInt(3); i >= 0 && !text.isEmpty(); i--) {
            int at = random.nextInt(text.length());
            char octet = OCTETS.charAt(random.nextInt(OCTETS.length()));
            switch (random.nextInt(3)) {
                case 0 -> text.setCharAt(at, octet);
                case 1 -> text.insert(at, octet);
                default -> text.deleteCharAt(at);
            }
        }
        return text.toString();
    }

    private record Section(String end, List<String> fields, boolean mended) {}

    private static Section section(String text, Grammar grammar) {
        byte[] octets = Latin1.octets(text);
        Fields fields = new Fields(64);
        fields.append(octets, 0, octets.length);
        FieldLines lines = new FieldLines(4096, 64, grammar);
        lines.reset(0);
        FieldLines.Step step = lines.next(fields);
        while (step == FieldLines.Step.FIELD) {
            step = lines.next(fields);
        }
        String end = step == FieldLines.Step.END ? "ends at " + lines.position() : step.name();
        return new Section(end, RequestReading.fields(fields), lines.mended());
    }

    /** D2 to D9, G1. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void readsTheFieldsOfRequestsToTheLetter(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < MUTATIONS; i++) {
            String text = mutate(SECTIONS.get(random.nextInt(SECTIONS.size())), random);
            Section request = section(text, Grammar.REQUEST);
            Section response = section(text, Grammar.RESPONSE);
            String what = "seed " + seed + ", mutation " + i;
            boolean good = SECTION.matcher(text).lookingAt();
            assertThat(request.end().startsWith("ends")).as(what).isEqualTo(good);
            assertThat(request.mended()).as(what).isFalse();
            boolean same = good || response.end().startsWith("ends") && !response.mended();
            if (same) {
                assertThat(response).as(what).isEqualTo(request);
            }
        }
    }

    private record Body(String text, String end, boolean mended) {}

    private static Body body(String text, Grammar grammar) {
        ByteBuf in = Unpooled.wrappedBuffer(Latin1.octets(text));
        BodyReader reader = new BodyReader(grammar);
        reader.reset(BodyFraming.CHUNKED, 0);
        StringBuilder body = new StringBuilder();
        ByteBuf piece;
        while ((piece = reader.next(in)) != null) {
            body.append(Latin1.text(piece));
            piece.release();
        }
        String end = reader.done() ? "ends at " + in.readerIndex() : reader.failed() ? "failed" : "more";
        return new Body(body.toString(), end, reader.mended());
    }

    /** Whether the text begins with a whole chunked body (RFC 9112 7.1); in requests without the blanks that it allows in extensions. */
    private static boolean isChunked(String text, Grammar grammar) {
        boolean lenient = grammar == Grammar.RESPONSE;
        int at = 0;
        while (true) {
            var line = (lenient ? LENIENT_LINE : LINE).matcher(text).region(at, text.length());
            if (!line.lookingAt()
                    || line.group(1).length() == 16 && line.group(1).charAt(0) > '7') {
                return false;
            }
            at = line.end();
            long size = Long.parseUnsignedLong(line.group(1), 16);
            if (size == 0) {
                return (lenient ? LENIENT_SECTION : SECTION)
                        .matcher(text)
                        .region(at, text.length())
                        .lookingAt();
            }
            if (size > text.length() - at) {
                return false;
            }
            at += (int) size;
            int lineEnd = lenient && text.startsWith("\n", at) ? 1 : 2;
            if (lineEnd == 2 && !text.startsWith("\r\n", at)) {
                return false;
            }
            at += lineEnd;
        }
    }

    /** D17, D18, G1. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void readsTheChunksOfRequestsToTheLetterAndOfResponsesWithoutDoubt(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < MUTATIONS; i++) {
            String text = mutate(BODIES.get(random.nextInt(BODIES.size())), random);
            Body request = body(text, Grammar.REQUEST);
            Body response = body(text, Grammar.RESPONSE);
            String what = "seed " + seed + ", mutation " + i;
            boolean good = isChunked(text, Grammar.REQUEST);
            assertThat(request.end().startsWith("ends")).as(what).isEqualTo(good);
            assertThat(response.end().startsWith("ends")).as(what).isEqualTo(isChunked(text, Grammar.RESPONSE));
            assertThat(request.mended()).as(what).isFalse();
            if (good || response.end().startsWith("ends") && !response.mended()) {
                assertThat(response).as(what).isEqualTo(request);
            }
        }
    }
}
