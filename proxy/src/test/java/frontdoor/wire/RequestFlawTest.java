package frontdoor.wire;

import static org.assertj.core.api.Assertions.assertThat;

import frontdoor.fixture.HeadText;
import frontdoor.http.Flaw;
import frontdoor.http.RequestHead;
import frontdoor.http.Rule;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The account of a request that is refused, {@code ~} for CRLF: the rule that it breaks, and where. */
class RequestFlawTest {
    private static RequestHead read(String text) {
        RequestReader reader = new RequestReader(RequestReading.LIMITS);
        RequestHead head = new RequestHead();
        assertThat(reader.read(Latin1.buffer(text.replace("~", "\r\n").translateEscapes()), head))
                .isEqualTo(Progress.FAILED);
        return head;
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "GET /reports/\u00d0\u00b9?q HTTP/1.1~|TARGET|GET /reports/\\xd0\\xb9?q HTTP/1.1",
                "~GET /a#b HTTP/1.1~|TARGET|GET /a#b HTTP/1.1",
                "G@T / HTTP/1.1~|METHOD|G@T / HTTP/1.1",
                "GET\\t/ HTTP/1.1~|METHOD|GET\\x09/ HTTP/1.1",
                "GET  / HTTP/1.1~|REQUEST_LINE|GET  / HTTP/1.1",
                "GET /~|REQUEST_LINE|GET /",
                "GET / HTTP/1.1 ~|REQUEST_LINE|'GET / HTTP/1.1 '",
                "GET / HTTP/1.1\\n|BARE_LF|GET / HTTP/1.1",
                "GET / HTTP/1.7~|VERSION|GET / HTTP/1.7",
                "GET / http/1.1~|VERSION|GET / http/1.1",
                "GET x HTTP/1.1~|TARGET|GET x HTTP/1.1",
                "PROXY TCP4 192.0.2.7 192.0.2.1 4711 443~|PROXY_HEADER|PROXY TCP4 192.0.2.7 192.0.2.1 4711 443",
                "~~\\000~QUIT\\n|PROXY_HEADER|''",
                "PROXY x HTTP/1.1~|PROXY_HEADER|PROXY x HTTP/1.1",
                "POXY x HTTP/1.1~|TARGET|POXY x HTTP/1.1",
                "GET * HTTP/1.1~|ASTERISK|GET * HTTP/1.1",
                "GET *x HTTP/1.1~|TARGET|GET *x HTTP/1.1",
                "GET http://a@b/ HTTP/1.1~|HOST|GET http://...@b/ HTTP/1.1",
                "GET / HTTP/1.1~Host: user:secret@a~~|HOST|...@a",
                "GET /a\"b\\\\c\001 HTTP/1.1~|TARGET|GET /a\\x22b\\x5cc\\x01 HTTP/1.1",
                "GET / HTTP/1.1~Host: a~Expect: 200-ok~~|EXPECTATION|''",
                "CONNECT a:443 HTTP/1.1~|METHOD_OF_TUNNELS|CONNECT a:443 HTTP/1.1",
                "\\026\\003\\001\\000|METHOD|\\x16\\x03\\x01\\x00",
                "GET / HTTP/1.1~Host : a~~|BLANK_BEFORE_COLON|'Host '",
                "GET / HTTP/1.1~Bad Name: 1~~|FIELD_NAME|Bad Name",
                "GET / HTTP/1.1~X: a~ b~~|FOLDED_LINE|X",
                "GET / HTTP/1.1~X: secret\\nY: z~~|BARE_LF|X",
                "GET / HTTP/1.1~Host: a b~~|HOST|a b",
                "GET / HTTP/1.1~Host: a~Host: a~~|HOST_TWICE|a",
                "GET / HTTP/1.1~X: y~~|NO_HOST|''",
                "GET / HTTP/1.1~Host: a~Content-Length: 5~Content-Length: 5~~|TWO_LENGTHS|5",
                "GET / HTTP/1.1~Host: a~Content-Length: 5, 5~~|CONTENT_LENGTH|5, 5",
                "GET / HTTP/1.1~Host: a~Content-Length: 5~Transfer-Encoding: chunked~~|TWO_FRAMINGS|chunked",
                "GET / HTTP/1.1~Host: a~Transfer-Encoding: chunked~Transfer-Encoding: chunked~~|TWO_CODINGS|chunked",
                "GET / HTTP/1.1~Host: a~Transfer-Encoding: gzip~~|CODING|gzip",
                "GET / HTTP/1.0~Transfer-Encoding: chunked~~|CODING_IN_HTTP_1_0|chunked",
            })
    void saysWhichRuleIsBrokenAndWhere(String request, Rule rule, String excerpt) {
        assertThat(read(request).flaw()).isEqualTo(new Flaw(rule, excerpt));
    }

    /** So that the page can be found whose link leads there. */
    @Test
    void keepsWhatWasReadOfTheTarget() {
        assertThat(HeadText.target(read("GET /reports/\u00d0\u00b9?q HTTP/1.1~")))
                .isEqualTo("/reports/");
    }

    @Test
    void cutsWhatItShows() {
        Flaw flaw = read("GET /" + "a".repeat(500) + "\u00e9 HTTP/1.1~").flaw();
        assertThat(flaw).isNotNull();
        assertThat(flaw.words()).hasSizeLessThan(200).endsWith("aaa...\"");
    }
}
