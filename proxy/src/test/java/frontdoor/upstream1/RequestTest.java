package frontdoor.upstream1;

import static frontdoor.upstream.TestBed.awaitTrue;
import static frontdoor.upstream.TestBed.head;
import static org.assertj.core.api.Assertions.assertThat;

import frontdoor.exchange.UpstreamStream;
import frontdoor.http.RequestHead;
import frontdoor.upstream.FakeBackend;
import frontdoor.upstream.OverEveryTransport;
import frontdoor.upstream.RecordedResponse;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** F5, F18, Q4: what backends see of requests. */
class RequestTest extends OverEveryTransport {
    private static final String DONE = "HTTP/1.1 204 No Content\r\n\r\n";

    /** What the backend hears until {@code end}. */
    private String heard(String end, Consumer<UpstreamStream> request) throws Exception {
        FakeBackend.Script script = connection -> {
            while (!connection.heard().endsWith(end)) {
                connection.read(1);
            }
            connection.send(DONE);
            connection.readToEnd();
        };
        try (FakeBackend backend = new FakeBackend(script)) {
            assertThat(bed.open(backend, request).awaitOver()).isEqualTo("ready, 204, end");
            awaitTrue(() -> bed.upstreams.idle() == 1);
            return backend.connection(0).heard();
        }
    }

    /** F5. */
    @Test
    void tellsALengthThatIsKnown() throws Exception {
        String heard = heard("hello world", stream -> {
            stream.writeHead(head("POST", 11));
            stream.writeBody(bed.data("hello "));
            stream.writeBody(bed.data("world"));
            stream.writeEnd();
        });
        assertThat(heard).isEqualTo("POST /x HTTP/1.1\r\nHost: h\r\nContent-Length: 11\r\n\r\nhello world");
    }

    /** F5. */
    @Test
    void sendsABodyOfUnknownLengthInChunks() throws Exception {
        String large = "a".repeat(RequestOutput.COPIED + 1);
        String heard = heard("\r\n0\r\n\r\n", stream -> {
            stream.writeHead(head("POST", RequestHead.UNKNOWN_LENGTH));
            stream.writeBody(bed.data("small"));
            stream.writeBody(bed.data(large));
            stream.writeBody(bed.data("more"));
            stream.writeEnd();
        });
        assertThat(heard)
                .isEqualTo("POST /x HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n" + "5\r\nsmall\r\n801\r\n"
                        + large + "\r\n4\r\nmore\r\n0\r\n\r\n");
    }

    /** F18: what a backend does not read is not taken from the client. */
    @Test
    void tellsWhenTheBackendTakesNoMoreAndWhenItDoesAgain() throws Exception {
        FakeBackend.Script script = connection -> {
            connection.awaitSignal();
            connection.readToEnd();
        };
        try (FakeBackend backend = new FakeBackend(script)) {
            RecordedResponse response =
                    bed.open(backend, stream -> stream.writeHead(head("POST", RequestHead.UNKNOWN_LENGTH)));
            response.awaitEnding("ready");
            awaitTrue(() -> {
                bed.run(() -> {
                    if (response.stream().isWritable()) {
                        response.stream().writeBody(bed.octets(64 * 1024));
                    }
                });
                return !response.stream().isWritable();
            });
            assertThat(bed.unreleased()).isLessThan(1 << 20);
            int before = response.writable();
            backend.connection(0).signal("read");
            awaitTrue(() -> response.writable() > before && response.stream().isWritable());
            bed.run(() -> response.stream().cancel());
        }
    }

    /** F18: what the client does not take is not read from the backend. */
    @Test
    void readsNothingWhileTheClientTakesNothing() throws Exception {
        int size = 64 << 20;
        FakeBackend.Script script = connection -> {
            connection.readHead();
            connection.send("HTTP/1.1 200 OK\r\nContent-Length: " + size + "\r\n\r\n");
            connection.send(new byte[size]);
            connection.readToEnd();
        };
        try (FakeBackend backend = new FakeBackend(script)) {
            RecordedResponse response = bed.open(backend, stream -> {
                stream.writeHead(head("GET", 0));
                stream.writeEnd();
            });
            awaitTrue(() -> response.octets() > 0);
            bed.run(() -> response.stream().setReading(false));
            // Reads that were under way may still arrive: reading has stopped when two turns bring nothing.
            awaitTrue(() -> {
                long before = response.octets();
                bed.turn();
                bed.turn();
                return response.octets() == before;
            });
            assertThat(response.octets()).isLessThan(size);
            bed.run(() -> response.stream().setReading(true));
            response.awaitEnding("end");
            assertThat(response.octets()).isEqualTo(size);
            awaitTrue(() -> bed.upstreams.idle() == 1);
        }
    }

    /** Q4: every request gets its own answer or a failure that allows a retry, whenever the backend closes. */
    @Test
    void losesNoRequestToABackendThatClosesAtTheSameMoment() throws Exception {
        FakeBackend.Script script = connection -> {
            int left = ThreadLocalRandom.current().nextInt(5);
            String head;
            while ((head = connection.readHead()) != null) {
                connection.send("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
                if (left-- == 0) {
                    return;
                }
            }
        };
        try (FakeBackend backend = new FakeBackend(script)) {
            for (int i = 0; i < 1000; i++) {
                String told = bed.get(backend).awaitOver();
                if (!told.equals("ready, 200, body ok, end")) {
                    assertThat(told).isIn("ready, upstream_stale", "ready, upstream_closed");
                    RecordedResponse retry = bed.open(backend.address(), true, stream -> {
                        stream.writeHead(head("GET", 0));
                        stream.writeEnd();
                    });
                    assertThat(retry.awaitOver()).isEqualTo("ready, 200, body ok, end");
                }
            }
        }
    }
}
