package frontdoor.serve;

import static org.assertj.core.api.Assertions.assertThat;

import frontdoor.fixture.Answer;
import frontdoor.fixture.Backend;
import frontdoor.fixture.FrontDoorHarness;
import frontdoor.fixture.Http1Client;
import frontdoor.fixture.Http2Client;
import frontdoor.fixture.LeakPresence;
import frontdoor.fixture.Protocol;
import frontdoor.fixture.Request;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** K1, K2, K3: requests that are larger than they may be never reach a backend, whatever they are spoken in. */
@ExtendWith(LeakPresence.class)
class RequestLimitsIT {
    private static final String HOST = "example.test";
    private static final Request GET = Request.get(HOST, "/");

    @TempDir
    private static Path directory;

    private static final Backend backend = new Backend();
    private static FrontDoorHarness door;

    @BeforeAll
    static void open() throws Exception {
        door = FrontDoorHarness.open(
                directory,
                "frontdoor.sites.main { hosts = [\"example.test\"], backend = \"http://127.0.0.1:%d\" }"
                        .formatted(backend.port()));
    }

    @AfterAll
    static void close() throws Exception {
        door.close();
        backend.close();
    }

    /** Whatever was refused, the next request gets its own answer. */
    @AfterEach
    void servesTheNextOne() throws Exception {
        for (Protocol protocol : new Protocol[] {Protocol.HTTP_1, Protocol.HTTP_2}) {
            assertThat(protocol.exchange(door, HOST, Request.get(HOST, "/next")).body())
                    .startsWith("GET /next HTTP/1.1");
        }
    }

    private static void assertRefused(Protocol protocol, Request request, int status) throws Exception {
        backend.does(Backend::echo);
        Answer answer = protocol.exchange(door, HOST, request);
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.policies()).hasSize(1);
        assertThat(backend.requests()).isEmpty();
    }

    /** K1: 8000 octets have to pass (RFC 9112 3). */
    @ParameterizedTest
    @EnumSource(names = {"HTTP_1", "HTTP_2"})
    void takesTargetsOf8000OctetsAndNoneOf200Thousand(Protocol protocol) throws Exception {
        String target = "/" + "a".repeat(7999);
        assertThat(protocol.exchange(door, HOST, Request.get(HOST, target)).body())
                .startsWith("GET " + target + " HTTP/1.1\r\n");
        assertRefused(protocol, Request.get(HOST, "/" + "a".repeat(20_000)), 414);
    }

    /** K2: counted in fields, and in octets. */
    @ParameterizedTest
    @EnumSource(names = {"HTTP_1", "HTTP_2"})
    void takesNoHeadOfTooManyFieldsOrOctets(Protocol protocol) throws Exception {
        Request many = GET;
        for (int i = 0; i < 100; i++) {
            many = many.with("x-" + i, "v");
        }
        assertThat(protocol.exchange(door, HOST, many).body()).containsIgnoringCase("\r\nx-99: v\r\n");
        for (int i = 100; i < 1000; i++) {
            many = many.with("x-" + i, "v");
        }
        assertRefused(protocol, many, 431);
        assertRefused(protocol, GET.with("x", "v".repeat(40_000)), 431);
    }

    /** K3, over HTTP/1.1: the extensions of chunks, and the trailers. */
    @Test
    void takesNoChunkExtensionsOrTrailersWithoutEnd() throws Exception {
        for (String body : new String[] {
            "5;" + "a".repeat(5000) + "\r\nhello\r\n0\r\n\r\n", "0\r\nx: " + "a".repeat(9000) + "\r\n\r\n"
        }) {
            backend.does(Backend::echo);
            try (Http1Client client = door.tls(HOST)) {
                Answer answer = client.send(
                                "POST / HTTP/1.1\r\nHost: example.test\r\nTransfer-Encoding: chunked\r\n\r\n" + body)
                        .read("POST");
                assertThat(answer.status()).isIn(400, 431);
                assertThat(answer.open()).isFalse();
            }
            assertThat(backend.requests()).isEmpty();
        }
    }

    /** K3, over HTTP/2: the trailers. */
    @Test
    void takesNoTrailersWithoutEnd() throws Exception {
        backend.does(Backend::echo);
        try (Http2Client client = door.http2(HOST)) {
            int stream = client.open(false, GET.method("POST").http2());
            client.data(stream, "hello", false);
            client.fields(stream, true, "x", "a".repeat(40_000));
            Answer answer = client.read(stream);
            assertThat(answer.status()).isIn(0, 400, 431);
        }
        assertThat(backend.requests()).isEmpty();
    }
}
