package frontdoor.forward;

import static org.assertj.core.api.Assertions.assertThat;

import frontdoor.certificates.LoadedCertificates;
import frontdoor.compress.BrokenLibrary;
import frontdoor.compress.BrokenLibrary.Step;
import frontdoor.config.ConfigLoader;
import frontdoor.config.ConfigResult;
import frontdoor.connect.BackendNames;
import frontdoor.connect.Sockets;
import frontdoor.discovery.Discovery;
import frontdoor.exchange.ExchangeRecord;
import frontdoor.fixture.LeakPresence;
import frontdoor.fixture.RecordingClient;
import frontdoor.fixture.SnapshotFixture;
import frontdoor.fixture.TestRequest;
import frontdoor.http.Failure;
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
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Q14: a library that fails while an answer is compressed ends that answer visibly, once, and nothing is kept. */
@ExtendWith(LeakPresence.class)
class BrokenCompressionTest {
    private final RecordingClient client = new RecordingClient(true, InstantSource.system());
    private final RecordingUpstream backend = new RecordingUpstream();
    private final Discovery discovery = Discovery.open(1, InstantSource.system());
    private final List<ExchangeRecord> ended = new ArrayList<>();

    static Stream<Arguments> failures() {
        return Stream.of(Step.values())
                .flatMap(step -> Stream.of(
                        Arguments.of(step, new IllegalStateException("thrown by a test")),
                        Arguments.of(step, new LinkageError("thrown by a test")),
                        Arguments.of(step, new InternalError("thrown by a test"))));
    }

    @AfterEach
    void close() {
        discovery.close();
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

    private void ask(BrokenLibrary library) {
        Snapshot snapshot = snapshot();
        RequestHead request = TestRequest.of("GET", "/x");
        TestRequest.add(request, "Accept-Encoding", "gzip");
        new Forwarder(
                        () -> snapshot,
                        backend,
                        ended::add,
                        discovery,
                        new Passwords(1),
                        List.of(client.connection().loop()))
                .compressingWith(library.compressors())
                .start(client, request)
                .onRequestEnd();
        backend.ready();
    }

    private void answer() {
        ResponseHead head = new ResponseHead();
        head.reset(200);
        head.setBodyLength(ResponseHead.UNKNOWN_LENGTH);
        head.fields().add(FieldName.CONTENT_TYPE, Octets.of("text/html"));
        backend.events().onResponseHead(head);
        piece();
        client.runPendingTasks();
        piece();
        if (ended.isEmpty()) {
            backend.events().onResponseEnd();
        }
    }

    private void piece() {
        if (ended.isEmpty()) {
            var data = ByteBufAllocator.DEFAULT.buffer();
            data.writeCharSequence("text", StandardCharsets.US_ASCII);
            backend.events().onResponseBody(data);
        }
    }

    @ParameterizedTest
    @MethodSource("failures")
    void endsTheAnswerVisibly(Step step, Throwable thrown) {
        BrokenLibrary library = new BrokenLibrary(step, thrown);
        ask(library);
        answer();
        client.runPendingTasks();

        assertThat(ended).hasSize(1);
        assertThat(library.open()).isZero();
        assertThat(client.events.getFirst()).startsWith("200");
        if (step == Step.OPEN) {
            assertThat(ended.getFirst().failure()).isNull();
            assertThat(client.events.getFirst()).doesNotContainIgnoringCase("content-encoding");
            assertThat(client.events).endsWith("body text", "body text", "end");
        } else {
            assertThat(ended.getFirst().failure()).isEqualTo(Failure.INTERNAL_ERROR);
            assertThat(client.events).last().isEqualTo("abort internal_error");
        }
    }
}
