package frontdoor.wire;

import static org.assertj.core.api.Assertions.assertThat;

import frontdoor.fixture.Draw;
import frontdoor.fixture.Seeds;
import frontdoor.http.HstsField;
import frontdoor.http.Method;
import frontdoor.http.RequestHead;
import frontdoor.http.ResponseHead;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.List;
import java.util.stream.Collectors;

/** The writers' text reads back as the same; and how the octets are cut makes no difference. */
class RoundTripTest {
    private static final String TCHARS =
            "!#$%&'*+-.^_`|~0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";

    private static final String PRINTABLE = Draw.characters('!', '~');
    private static final String OF_TARGETS = PRINTABLE.replace("#", "");
    private static final String OF_VALUES = " \t" + PRINTABLE + Draw.characters('\u0080', '\u00ff');

    private static String method(Draw draw) {
        return draw.of("GET", "POST", "PUT", "HEAD", "DELETE", "OPTIONS", "PATCH", "FOO", "!x");
    }

    private static String target(Draw draw) {
        return "/" + draw.text(0, 40, OF_TARGETS);
    }

    private static List<String> lines(Draw draw) {
        return draw.list(
                draw.between(0, 20), () -> "X" + draw.text(1, 20, TCHARS) + ": " + trim(draw.text(0, 40, OF_VALUES)));
    }

    private static String framing(Draw draw) {
        return draw.of("", "Content-Length: 0\r\n", "Content-Length: 17\r\n", "Transfer-Encoding: chunked\r\n");
    }

    private static String trim(String value) {
        return value.replaceAll("^[ \t]+|[ \t]+$", "");
    }

    private static String joined(List<String> lines) {
        return lines.stream().map(line -> line + "\r\n").collect(Collectors.joining());
    }

    @Seeds(tries = 300)
    void requestsSurviveTheWriter(Draw draw) {
        String method = method(draw);
        String target = target(draw);
        List<String> lines = lines(draw);
        String framing = framing(draw);
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

    @Seeds(tries = 300)
    void responsesSurviveTheWriter(Draw draw) {
        List<String> lines = lines(draw);
        String framing = framing(draw);
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
    @Seeds(tries = 1000)
    void slicesMakeNoDifference(Draw draw) {
        byte[] octets = damaged(draw);
        int[] within = draw.list(draw.between(0, 12), () -> draw.between(1, 300)).stream()
                .filter(cut -> cut < octets.length)
                .mapToInt(Integer::intValue)
                .sorted()
                .distinct()
                .toArray();
        assertThat(RequestReading.inSlices(octets, within)).isEqualTo(RequestReading.inSlices(octets));
    }

    private static byte[] damaged(Draw draw) {
        byte[] octets = Latin1.octets(method(draw) + " " + target(draw) + " HTTP/1.1\r\nHost: a\r\n"
                + joined(lines(draw)) + framing(draw) + "\r\nrest");
        int at = draw.between(0, 200);
        if (draw.bool() && at < octets.length) {
            octets[at] = draw.octet();
        }
        return octets;
    }
}
