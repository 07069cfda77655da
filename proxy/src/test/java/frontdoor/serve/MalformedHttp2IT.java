package frontdoor.serve;

import static org.assertj.core.api.Assertions.assertThat;

import frontdoor.fixture.Answer;
import frontdoor.fixture.Backend;
import frontdoor.fixture.FrontDoorHarness;
import frontdoor.fixture.Http2Client;
import frontdoor.fixture.LeakPresence;
import frontdoor.fixture.Request;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** H2: what breaks a rule of HTTP/2 is refused and reaches no backend, and the streams beside it go on. */
@ExtendWith(LeakPresence.class)
class MalformedHttp2IT {
    private static final List<String> GOOD =
            List.of(":method", "GET", ":scheme", "https", ":path", "/", ":authority", "example.test");
    private static final Request GET = Request.get("example.test", "/");

    @TempDir
    private Path directory;

    private final Backend backend = new Backend().answers("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
    private FrontDoorHarness door;
    private Http2Client client;

    @BeforeEach
    void open() throws Exception {
        door = FrontDoorHarness.open(
                directory,
                "frontdoor.sites.main { hosts = [\"example.test\"], backend = \"http://127.0.0.1:%d\" }"
                        .formatted(backend.port()));
        client = door.http2("example.test");
    }

    @AfterEach
    void close() throws Exception {
        client.close();
        door.close();
        backend.close();
    }

    private void assertRefused(int stream) throws Exception {
        Answer answer = client.read(stream);
        assertThat(answer.status()).as("%s", answer).isIn(0, 400);
        assertThat(backend.requests()).isEmpty();
        assertThat(client.exchange(GET).body()).isEqualTo("ok");
    }

    /** H3 to H6: fields beside the good ones of a request, a name and a value with {@code =} between. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "Upper=x",
                "a b=x",
                "a:b=x",
                "a=x\r\ny: z",
                "a=x\0",
                "a= x",
                "a=x ",
                "a\r\nb=x",
                "connection=close",
                "keep-alive=timeout=5",
                "proxy-connection=close",
                "transfer-encoding=chunked",
                "upgrade=h2c",
                "te=gzip",
                ":method=POST",
                ":unknown=x",
                "host=other.test",
                "content-length=5",
                "content-length=x",
            })
    void reachesNoBackendWithFields(String field) throws Exception {
        int name = field.indexOf('=');
        List<String> fields = new ArrayList<>(GOOD);
        fields.add(field.substring(0, name));
        fields.add(field.substring(name + 1));
        assertRefused(client.open(true, fields.toArray(String[]::new)));
    }

    /** H5: pseudo-header fields that say something else than they may. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                ":path=",
                ":path=x",
                ":path=/ HTTP/1.1\r\nx: y",
                ":path=/#x",
                ":path=*",
                ":method=GET / HTTP/1.1",
                ":method=",
                ":scheme=https://evil/?",
                ":authority=a@example.test",
                ":authority=",
            })
    void reachesNoBackendWithPseudoFields(String field) throws Exception {
        int name = field.indexOf('=');
        List<String> fields = new ArrayList<>(GOOD);
        fields.set(fields.indexOf(field.substring(0, name)) + 1, field.substring(name + 1));
        assertRefused(client.open(true, fields.toArray(String[]::new)));
    }

    /** H5: none of them may be missing. */
    @ParameterizedTest
    @ValueSource(ints = {0, 2, 4, 6})
    void reachesNoBackendWithoutOne(int which) throws Exception {
        List<String> fields = new ArrayList<>(GOOD);
        fields.remove(which);
        fields.remove(which);
        assertRefused(client.open(true, fields.toArray(String[]::new)));
    }

    /** H7: a body of another length than announced ends the request that has begun; the backend's connection with it. */
    @Test
    void endsARequestWhoseBodyIsNotAsLongAsAnnounced() throws Exception {
        List<String> fields = new ArrayList<>(GOOD);
        fields.set(1, "POST");
        fields.addAll(List.of("content-length", "5"));
        for (String body : List.of("four", "sixsix")) {
            int stream = client.open(false, fields.toArray(String[]::new));
            client.data(stream, body, true);
            assertThat(client.read(stream).status()).isIn(0, 400);
        }
        assertThat(backend.requests()).noneMatch(request -> request.contains("four") || request.contains("six"));
        assertThat(client.exchange(GET).body()).isEqualTo("ok");
    }
}
