package frontdoor.observe;

import static org.assertj.core.api.Assertions.assertThat;

import frontdoor.config.AccessLogField;
import frontdoor.http.Failure;
import frontdoor.http.FieldName;
import frontdoor.http.Flaw;
import frontdoor.http.HttpVersion;
import frontdoor.http.Octets;
import frontdoor.http.Rule;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LineFormatTest {
    @Test
    void writesAJsonObjectWithStableKeys() {
        EndedExchange exchange = EndedExchange.ok()
                .requesting(HttpVersion.HTTP_2, "GET", "/a?b=c")
                .with(FieldName.REFERER, "https://shop.test/")
                .with(FieldName.USER_AGENT, "curl/8");

        assertThat(line(json(), exchange))
                .isEqualTo(
                        "{\"time\":\"2026-11-22T10:11:12.013Z\",\"client\":\"192.0.2.7\",\"host\":\"shop.test\","
                                + "\"method\":\"GET\",\"target\":\"/a?b=c\",\"protocol\":\"HTTP/2\",\"tls\":true,\"status\":200,"
                                + "\"failure\":null,\"reason\":null,\"request-octets\":5,\"response-octets\":1234,\"duration-ms\":12.000,"
                                + "\"upstream-ms\":7.000,\"site\":\"shop\",\"upstream\":\"legacy\",\"peer\":\"198.51.100.3:8080\","
                                + "\"retries\":1,\"request-id\":null,\"referer\":\"https://shop.test/\",\"user-agent\":\"curl/8\"}\n");
    }

    private static JsonLines json() {
        return new JsonLines(AccessLogField.all());
    }

    @Test
    void writesTheFieldsThatWereChosenInTheirOrder() {
        EndedExchange exchange = EndedExchange.ok().requesting(HttpVersion.HTTP_2, "GET", "/a?b=c");

        assertThat(line(new JsonLines(List.of(AccessLogField.STATUS, AccessLogField.TARGET)), exchange))
                .isEqualTo("{\"status\":200,\"target\":\"/a?b=c\"}\n");
    }

    @Test
    void writesNullForWhatIsNotKnown() {
        EndedExchange exchange = EndedExchange.of(0, null, 400, Failure.MALFORMED_REQUEST, 1);

        assertThat(line(json(), exchange))
                .contains("\"host\":null,\"method\":null,\"target\":null,\"protocol\":\"HTTP/1.1\"")
                .contains("\"failure\":\"malformed_request\"")
                .contains("\"upstream-ms\":null,\"site\":null,\"upstream\":null,\"peer\":null")
                .contains("\"referer\":null,\"user-agent\":null}");
    }

    @Test
    void saysWhatWasMalformed() {
        EndedExchange exchange = EndedExchange.of(0, null, 400, Failure.MALFORMED_REQUEST, 1);
        exchange.request().setFlaw(Flaw.of(Rule.FIELD_NAME, Octets.of("Bad\u0007\"Name"), 0, 9));

        assertThat(line(json(), exchange))
                .contains("\"reason\":\"" + Rule.FIELD_NAME.words() + ": \\u0022Bad\\u005cx07\\u005cx22Name\\u0022\"");
    }

    @Test
    void writesTheCombinedFormat() {
        EndedExchange exchange = EndedExchange.ok()
                .requesting(HttpVersion.HTTP_1_1, "GET", "/a?b=c")
                .with(FieldName.USER_AGENT, "curl/8");

        assertThat(line(new CombinedLines(), exchange))
                .isEqualTo(
                        "192.0.2.7 - - [22/Nov/2026:10:11:12 +0000] \"GET /a?b=c HTTP/1.1\" 200 1234 \"-\" \"curl/8\" \"-\"\n");
        assertThat(line(new CombinedLines(), EndedExchange.of(0, null, 304, null, 1)))
                .isEqualTo("192.0.2.7 - - [22/Nov/2026:10:11:12 +0000] \"-\" 304 - \"-\" \"-\" \"-\"\n");
    }

    @Test
    void writesTheIdOfARequestAtTheEndOfTheCombinedFormat() {
        EndedExchange exchange = EndedExchange.ok().requesting(HttpVersion.HTTP_1_1, "GET", "/");
        byte[] id = "0199-a\"b".getBytes(StandardCharsets.ISO_8859_1);
        exchange.request().setRequestId(exchange.request().fields().append(id, 0, id.length), id.length);

        assertThat(line(new CombinedLines(), exchange)).endsWith(" \"0199-a\\x22b\"\n");
    }

    @Test
    void writesAShortLineForATerminal() {
        EndedExchange exchange = EndedExchange.ok().requesting(HttpVersion.HTTP_2, "GET", "/a?b=c");

        assertThat(line(new TerminalLines(), exchange)).isEqualTo("200 GET https://shop.test/a?b=c 12 ms\n");
        assertThat(line(
                        new TerminalLines(),
                        EndedExchange.of(0, "shop", 502, Failure.UPSTREAM_CONNECT_REFUSED, 1)
                                .requesting(HttpVersion.HTTP_1_1, "GET", "/")))
                .isEqualTo("502 GET https://shop.test/ 1 ms upstream_connect_refused\n");
        assertThat(line(new TerminalLines(), EndedExchange.of(0, null, 400, Failure.MALFORMED_REQUEST, 1)))
                .isEqualTo("400 a request that was not understood 1 ms malformed_request\n");
    }

    @Test
    void showsAClientThatLeftAs499() {
        EndedExchange exchange = EndedExchange.of(0, "shop", 0, Failure.CLIENT_ABORTED, 1);

        assertThat(line(json(), exchange)).contains("\"status\":499,\"failure\":\"client_aborted\"");
    }

    /** S32. */
    @ParameterizedTest
    @CsvSource({"0a", "0d", "1b", "00", "22", "5c", "7f", "80", "ff"})
    void escapesWhatCouldEndALineOrItsQuotesOrReachATerminal(String hex) {
        String evil = "a" + (char) Integer.parseInt(hex, 16) + "b";
        EndedExchange exchange = EndedExchange.ok()
                .requesting(HttpVersion.HTTP_1_1, "GET", "/" + evil)
                .with(FieldName.REFERER, evil)
                .with(FieldName.USER_AGENT, evil);

        assertThat(line(json(), exchange))
                .contains("\"target\":\"/a\\u00" + hex + "b\"")
                .contains("\"referer\":\"a\\u00" + hex + "b\"")
                .contains("\"user-agent\":\"a\\u00" + hex + "b\"")
                .containsOnlyOnce("\n")
                .doesNotContain(evil);
        assertThat(line(new CombinedLines(), exchange))
                .contains("\"GET /a\\x" + hex + "b HTTP/1.1\"")
                .endsWith(" \"a\\x" + hex + "b\" \"a\\x" + hex + "b\" \"-\"\n")
                .containsOnlyOnce("\n")
                .doesNotContain(evil);
    }

    @Test
    void cutsAValueThatIsTooLongForALog() {
        EndedExchange exchange = EndedExchange.ok().with(FieldName.USER_AGENT, "u".repeat(30_000));

        assertThat(line(json(), exchange)).contains("\"" + "u".repeat(LineBuffer.MAX_VALUE) + "\"}");
    }

    private static String line(LineFormat format, EndedExchange exchange) {
        LineBuffer line = new LineBuffer();
        format.write(exchange, line);
        return new String(line.toLine(), StandardCharsets.US_ASCII);
    }
}
