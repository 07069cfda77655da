package frontdoor.wire;

import static org.assertj.core.api.Assertions.assertThat;

import frontdoor.http.HstsField;
import frontdoor.http.Method;
import frontdoor.http.RequestHead;
import frontdoor.http.ResponseHead;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.List;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What the writers write, the readers read as the same; and how the octets are cut makes no difference. */
class RoundTripTest {
    private static final String TCHARS =
            "!#$%&'*+-.^_`|~0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";

    @Provide
    Arbitrary<String> methods() {
        return Arbitraries.of("GET", "POST", "PUT", "HEAD", "DELETE", "OPTIONS", "PATCH", "FOO", "!x");
    }

    @Provide
    Arbitrary<String> targets() {
        return Arbitraries.strings()
                .withCharRange('!', '~')
                .excludeChars('#')
                .ofMaxLength(40)
                .map(rest -> "/" + rest);
    }

    @Provide
    Arbitrary<List<String>> lines() {
        Arbitrary<String> names = Arbitraries.strings()
                .withChars(TCHARS)
                .ofMinLength(1)
                .ofMaxLength(20)
                .map(name -> "X" + name);
        Arbitrary<String> values = Arbitraries.strings()
                .withCharRange(' ', '~')
                .withCharRange('\u0080', '\u00ff')
                .withChars('\t')
                .ofMaxLength(40)
                .map(RoundTripTest::trim);
        return Combinators.combine(names, values)
                .as((name, value) -> name + ": " + value)
                .list()
                .ofMaxSize(20);
    }

    @Provide
    Arbitrary<String> framings() {
        return Arbitraries.of("", "Content-Length: 0\r\n", "Content-Length: 17\r\n", "Transfer-Encoding: chunked\r\n");
    }

    private static String trim(String value) {
        return value.replaceAll("^[ \t]+|[ \t]+$", "");
    }

    private static String joined(List<String> lines) {
        return lines.stream().map(line -> line + "\r\n").collect(Collectors.joining());
    }

    @Property(tries = 300)
    void requestsSurviveTheWriter(
            @ForAll("methods") String method,
            @ForAll("targets") String target,
            @ForAll("lines") List<String> lines,
            @ForAll("framings") String framing) {
        byte[] octets =
                Latin1.octets(method + " " + target + " HTTP/1.1\r\nHost: a\r\n" + joined(lines) + framing + "\r\n");
        RequestReading first = RequestReading.inSlices(octets).accepted();
        assertThat(first.line()).isEqualTo(method + " " + target);
        assertThat(first.fields())
                .isEqualTo(
                        lines.stream().map(line -> line.replaceFirst(": ", "=")).toList());
        RequestHead head = new RequestHead();
        new RequestReader(RequestReading.LIMITS).read(Unpooled.wrappedBuffer(octets), head);
        ByteBuf out = Unpooled.buffer();
        RequestWriter.write(head, out);
        assertThat(RequestReading.inSlices(Latin1.octets(Latin1.text(out)))).isEqualTo(first);
    }

    @Property(tries = 300)
    void responsesSurviveTheWriter(@ForAll("lines") List<String> lines, @ForAll("framings") String framing) {
        ResponseReader reader = new ResponseReader(RequestReading.LIMITS);
        ResponseHead head = new ResponseHead();
        reader.reset(Method.GET, false);
        ByteBuf in = Latin1.buffer("HTTP/1.1 200 OK\r\n" + joined(lines) + framing + "\r\n");
        assertThat(reader.read(in, head)).isEqualTo(Progress.DONE);
        List<String> fields = RequestReading.fields(head.fields());
        assertThat(fields)
                .isEqualTo(
                        lines.stream().map(line -> line.replaceFirst(": ", "=")).toList());
        ByteBuf out = Unpooled.buffer();
        BodyFraming bodyFraming = reader.framing();
        long length = head.bodyLength();
        ResponseWriter.write(head, HstsField.NONE, bodyFraming, ConnectionOption.NONE, out);
        reader.reset(Method.GET, false);
        assertThat(reader.read(out, head)).isEqualTo(Progress.DONE);
        assertThat(RequestReading.fields(head.fields())).isEqualTo(fields);
        assertThat(reader.framing()).isEqualTo(bodyFraming);
        assertThat(head.bodyLength()).isEqualTo(length);
    }

    /** Octets near those of a request, in any slices, lead to the same as in one piece. */
    @Property(tries = 1000)
    void slicesMakeNoDifference(@ForAll("damaged") byte[] octets, @ForAll("cuts") List<Integer> cuts) {
        int[] within = cuts.stream()
                .filter(cut -> cut < octets.length)
                .mapToInt(Integer::intValue)
                .sorted()
                .distinct()
                .toArray();
        assertThat(RequestReading.inSlices(octets, within)).isEqualTo(RequestReading.inSlices(octets));
    }

    @Provide
    Arbitrary<List<Integer>> cuts() {
        return Arbitraries.integers().between(1, 300).list().ofMaxSize(12);
    }

    @Provide
    Arbitrary<byte[]> damaged() {
        Arbitrary<String> whole = Combinators.combine(methods(), targets(), lines(), framings())
                .as((method, target, lines, framing) ->
                        method + " " + target + " HTTP/1.1\r\nHost: a\r\n" + joined(lines) + framing + "\r\nrest");
        return Combinators.combine(
                        whole, Arbitraries.integers().between(0, 200), Arbitraries.bytes(), Arbitraries.of(true, false))
                .as((text, at, octet, damage) -> {
                    byte[] octets = Latin1.octets(text);
                    if (damage && at < octets.length) {
                        octets[at] = octet;
                    }
                    return octets;
                });
    }
}
