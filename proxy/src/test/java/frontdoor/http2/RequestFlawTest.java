package frontdoor.http2;

import static frontdoor.fixture.Http2Frames.END_STREAM;
import static frontdoor.fixture.Http2Frames.headers;
import static frontdoor.http2.RawClient.GET;
import static frontdoor.http2.RawClient.with;
import static org.assertj.core.api.Assertions.assertThat;

import frontdoor.http.Flaw;
import frontdoor.http.Rule;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The log's word on a malformed request over HTTP/2. */
class RequestFlawTest {
    private final RawClient client = RawClient.connected();

    @AfterEach
    void close() {
        client.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                ":method GET :scheme https :authority a.b :path ~|EMPTY_PATH|''",
                ":method GET :scheme https :authority a.b :path *|ASTERISK|*",
                ":method OPTIONS :scheme https :authority a.b :path *x|TARGET|*x",
                ":method GET :scheme https :authority a.b|NO_PSEUDO_FIELD|:path",
                ":method GET :authority a.b :path /|NO_PSEUDO_FIELD|:scheme",
                ":scheme https :authority a.b :path /|NO_PSEUDO_FIELD|:method",
            })
    void tellsWhatIsWrongWithPseudoFields(String head, Rule rule, String excerpt) {
        client.send(headers(1, END_STREAM, head.replace("~", "").split(" ", -1)));

        assertThat(client.core.heads.getFirst().flaw()).isEqualTo(new Flaw(rule, excerpt));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Upper|x|FIELD_NAME|Upper",
                "a b|x|FIELD_NAME|a b",
                "name|a\\001|FIELD_VALUE|name",
                "connection|close|FIELD_OF_CONNECTIONS|connection",
                "te|gzip|FIELD_OF_CONNECTIONS|te",
                "content-length|x|CONTENT_LENGTH|x",
                "content-length|5|BODY_LENGTH|''",
                ":status|200|PSEUDO_FIELD|:status",
            })
    void tellsWhichRuleWasBroken(String name, String value, Rule rule, String excerpt) {
        client.send(headers(1, END_STREAM, with(GET, name, value.translateEscapes())));

        assertThat(client.core.heads.getFirst().flaw()).isEqualTo(new Flaw(rule, excerpt));
    }
}
