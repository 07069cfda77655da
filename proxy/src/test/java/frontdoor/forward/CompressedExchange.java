package frontdoor.forward;

import static org.assertj.core.api.Assertions.assertThat;

import frontdoor.certificates.LoadedCertificates;
import frontdoor.compress.Compressors;
import frontdoor.config.ConfigLoader;
import frontdoor.config.ConfigResult;
import frontdoor.connect.BackendNames;
import frontdoor.connect.Sockets;
import frontdoor.discovery.Discovery;
import frontdoor.exchange.ExchangeRecord;
import frontdoor.exchange.RequestEvents;
import frontdoor.fixture.RecordingClient;
import frontdoor.fixture.SnapshotFixture;
import frontdoor.fixture.TestRequest;
import frontdoor.http.FieldName;
import frontdoor.http.Octets;
import frontdoor.http.RequestHead;
import frontdoor.http.ResponseHead;
import frontdoor.login.Passwords;
import frontdoor.loop.TransportKind;
import frontdoor.snapshot.Snapshot;
import frontdoor.upstream.Upstreams;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/** An exchange whose answer is compressed by a library of the test's, between a client and a backend that write down what they are told. */
final class CompressedExchange implements AutoCloseable {
    final RecordingClient client;
    final RecordingUpstream backend = new RecordingUpstream();
    final List<ExchangeRecord> ended = new ArrayList<>();
    private RequestEvents asked;
    private final Discovery discovery = Discovery.open(1, InstantSource.system());

    CompressedExchange(RecordingClient client) {
        this.client = client;
    }

    private Snapshot snapshot() {
        ConfigResult result = ConfigLoader.parse("f.conf", """
                frontdoor.sites.a {
                  hosts = [a.test], certificate { chain = c, key = k }
                  compression { encodings = [gzip], min-size = 1B }
                  backend = "http://127.0.0.1:1"
                }
                """);
        assertThat(result).as("%s", result).isInstanceOf(ConfigResult.Loaded.class);
        Upstreams upstreams = new Upstreams(
                List.of(client.connection().loop()),
                Sockets.of(TransportKind.NIO),
                BackendNames.ofSystem(NioDatagramChannel::new, NioSocketChannel::new),
                1024);
        return SnapshotFixture.build(((ConfigResult.Loaded) result).config(), LoadedCertificates.NONE, upstreams);
    }

    /** A client asks, and the backend is there. */
    void ask(Compressors compressors) {
        Snapshot snapshot = snapshot();
        RequestHead request = TestRequest.of("GET", "/x");
        TestRequest.add(request, "Accept-Encoding", "gzip");
        asked = new Forwarder(
                        () -> snapshot,
                        backend,
                        ended::add,
                        discovery,
                        new Passwords(1),
                        List.of(client.connection().loop()))
                .compressingWith(compressors)
                .start(client, request);
        asked.onRequestEnd();
        backend.ready();
    }

    /** What hears of the client. */
    RequestEvents asked() {
        return asked;
    }

    /** The backend begins to answer. */
    void answer() {
        ResponseHead head = new ResponseHead();
        head.reset(200);
        head.setBodyLength(ResponseHead.UNKNOWN_LENGTH);
        head.fields().add(FieldName.CONTENT_TYPE, Octets.of("text/html"));
        backend.events().onResponseHead(head);
    }

    /** A piece of the answer's body comes, unless all is over. */
    void piece() {
        if (ended.isEmpty()) {
            var data = ByteBufAllocator.DEFAULT.buffer();
            data.writeCharSequence("text", StandardCharsets.US_ASCII);
            backend.events().onResponseBody(data);
        }
    }

    @Override
    public void close() {
        discovery.close();
    }
}
