package frontdoor.forward;

import static org.assertj.core.api.Assertions.assertThat;

import frontdoor.certificates.LoadedCertificates;
import frontdoor.config.ConfigLoader;
import frontdoor.config.ConfigResult;
import frontdoor.connect.BackendNames;
import frontdoor.connect.Sockets;
import frontdoor.discovery.Discovery;
import frontdoor.exchange.ExchangeRecord;
import frontdoor.exchange.RequestEvents;
import frontdoor.exchange.StreamTurns;
import frontdoor.fixture.RecordingClient;
import frontdoor.fixture.SnapshotFixture;
import frontdoor.fixture.TestRequest;
import frontdoor.http.Failure;
import frontdoor.http.Flaw;
import frontdoor.http.RequestHead;
import frontdoor.http.ResponseHead;
import frontdoor.http.Rule;
import frontdoor.login.Passwords;
import frontdoor.loop.TransportKind;
import frontdoor.snapshot.Snapshot;
import frontdoor.upstream.Upstreams;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** One exchange between a client and a backend that both do what the test says, event by event. */
class ForwardingTest {
    private static final String HSTS = " | hsts max-age=60";

    private final RecordingClient client = new RecordingClient(true, InstantSource.system());
    private final RecordingUpstream backend = new RecordingUpstream();
    private final Discovery discovery = Discovery.open(1, InstantSource.system());
    private final List<ExchangeRecord> ended = new ArrayList<>();

    @AfterEach
    void close() {
        discovery.close();
    }

    private RequestEvents start(RequestHead request) {
        return new Forwarder(
                        this::snapshot,
                        backend,
                        ended::add,
                        discovery,
                        new Passwords(1),
                        List.of(client.connection().loop()))
                .start(client, request);
    }

    private Snapshot snapshot() {
        ConfigResult result = ConfigLoader.parse("f.conf", """
                frontdoor.sites.a {
                  hosts = [a.test], certificate { chain = c, key = k }
                  hsts.max-age = 60s, limits.body = 10B, backend = "http://127.0.0.1:1"
                }
                """);
        assertThat(result).isInstanceOf(ConfigResult.Loaded.class);
        Upstreams upstreams = new Upstreams(
                List.of(client.connection().loop()),
                Sockets.of(TransportKind.NIO),
                BackendNames.ofSystem(NioDatagramChannel::new, NioSocketChannel::new),
                1024);
        return SnapshotFixture.build(((ConfigResult.Loaded) result).config(), LoadedCertificates.NONE, upstreams);
    }

    private RequestEvents get() {
        RequestEvents request = start(TestRequest.of("GET", "/x"));
        request.onRequestEnd();
        return request;
    }

    private RequestEvents post() {
        RequestHead head = TestRequest.of("POST", "/x");
        head.setBodyLength(RequestHead.UNKNOWN_LENGTH);
        return start(head);
    }

    private void answer(int status) {
        ResponseHead head = new ResponseHead();
        head.reset(status);
        head.setBodyLength(ResponseHead.UNKNOWN_LENGTH);
        backend.events().onResponseHead(head);
    }

    private static ByteBuf text(String text) {
        return Unpooled.copiedBuffer(text, StandardCharsets.US_ASCII);
    }

    private Failure failure() {
        assertThat(ended).hasSize(1);
        return ended.getFirst().failure();
    }

    @Test
    void relaysHeadBodyAndEndAsTheyComeAndEndsOnce() {
        get();
        backend.ready();
        assertThat(backend.heard).containsExactly("open", "GET /x", "end");

        answer(200);
        assertThat(client.events).containsExactly("200" + HSTS);
        backend.events().onResponseBody(text("one"));
        backend.events().onResponseBody(text("two"));
        assertThat(ended).isEmpty();
        backend.events().onResponseEnd();

        assertThat(client.events).containsExactly("200" + HSTS, "body one", "body two", "end");
        assertThat(failure()).isNull();
        assertThat(ended.getFirst().responseBodyOctets()).isEqualTo(6);
        assertThat(backend.heard).doesNotContain("cancel");
    }

    static Stream<Throwable> thrown() {
        return Stream.of(new LinkageError("thrown by a test"), new IllegalStateException("thrown by a test"));
    }

    /** Q14: it is answered, and ends once, although nobody could hear of it yet. */
    @ParameterizedTest
    @MethodSource("thrown")
    void endsOnceWhateverIsThrownWhenItBegins(Throwable thrown) {
        backend.toThrow = thrown;
        RequestEvents request = start(TestRequest.of("GET", "/x"));

        assertThat(failure()).isEqualTo(Failure.INTERNAL_ERROR);
        assertThat(client.events.getFirst()).startsWith("500");
        request.onRequestEnd();
        request.onClientFailure(Failure.CLIENT_ABORTED);
        assertThat(ended).hasSize(1);
    }

    /** G3: an answer that has no body is one write. */
    @Test
    void writesTheHeadOfABodylessAnswerWithItsEnd() {
        get();
        backend.ready();
        answer(204);
        assertThat(client.events).isEmpty();
        backend.events().onResponseEnd();

        assertThat(client.events).containsExactly("204" + HSTS + " | end");
    }

    /** F18: what arrives before the backend is there waits, and is given back to the client's stream when it has been passed on. */
    @Test
    void holdsTheBodyUntilTheBackendIsThere() {
        RequestEvents request = post();
        request.onBody(text("early"));
        assertThat(client.events).isEmpty();
        backend.ready();
        assertThat(client.events).containsExactly("consumed 5");
        request.onBody(text("late"));
        request.onRequestEnd();

        assertThat(backend.heard).containsExactly("open", "POST /x", "body early", "body late", "end");
        assertThat(client.events).containsExactly("consumed 5", "consumed 4");
    }

    /** F18. */
    @Test
    void stopsTheClientWhileTheBackendTakesNoMore() {
        RequestEvents request = post();
        backend.ready();
        backend.writable = false;
        request.onBody(text("slow"));
        assertThat(client.events).isEmpty();

        backend.writable = true;
        backend.events().onUpstreamWritable();
        assertThat(client.events).containsExactly("consumed 4");
    }

    /** F18. */
    @Test
    void stopsTheBackendWhileTheClientTakesNoMore() {
        RequestEvents request = get();
        backend.ready();
        answer(200);
        client.writable = false;
        backend.events().onResponseBody(text("much"));
        assertThat(backend.heard).endsWith("stop reading");

        client.writable = true;
        request.onClientWritable();
        assertThat(backend.heard).endsWith("read");
    }

    /** K15: the head too waits for a client that other responses have filled, from before the request is sent or after. */
    @Test
    void readsNoHeadForAClientThatTakesNoMore() {
        client.writable = false;
        RequestEvents request = get();
        backend.ready();
        assertThat(backend.heard).contains("stop reading");
        request.onClientWritable();
        assertThat(backend.heard).endsWith("read");
        request.onClientFull();
        assertThat(backend.heard).endsWith("stop reading");
    }

    /** F14: nothing was sent, so even a POST may be; once, and on a new connection. */
    @Test
    void triesAgainOnceWhateverTheMethodWhenNothingWasSent() {
        post();
        backend.events().onUpstreamFailure(Failure.UPSTREAM_CONNECT_REFUSED);
        assertThat(backend.heard).containsExactly("open", "open fresh");
        assertThat(ended).isEmpty();

        backend.events().onUpstreamFailure(Failure.UPSTREAM_CONNECT_REFUSED);
        assertThat(backend.heard).containsExactly("open", "open fresh");
        assertThat(client.events.getFirst()).startsWith("502").endsWith(HSTS);
        assertThat(failure()).isEqualTo(Failure.UPSTREAM_CONNECT_REFUSED);
        assertThat(ended.getFirst().retries()).isOne();
    }

    /** F14: the backend may have seen it, so only what may be done twice is. */
    @Test
    void repeatsWhatMayHaveBeenSeenOnlyIfThatIsTheSameAsOnce() {
        get();
        backend.ready();
        backend.events().onMalformed(Flaw.of(Rule.NO_ANSWER));
        backend.events().onUpstreamFailure(Failure.UPSTREAM_CLOSED);
        assertThat(backend.heard).endsWith("open fresh");

        backend.ready();
        backend.events().onUpstreamFailure(Failure.UPSTREAM_RESPONSE_TIMEOUT);
        assertThat(ended.getFirst().flaw()).as("of the answer that counts").isNull();
    }

    /** F14. */
    @Test
    void doesNotRepeatAPostThatMayHaveBeenSeen() {
        post();
        backend.ready();
        backend.events().onUpstreamFailure(Failure.UPSTREAM_CLOSED);
        assertThat(backend.heard).doesNotContain("open fresh");
        assertThat(failure()).isEqualTo(Failure.UPSTREAM_CLOSED);
    }

    /** G4: an answer that has begun cannot become another one; the client sees that it is not complete. */
    @Test
    void cutsAnAnswerThatBreaksOff() {
        get();
        backend.ready();
        answer(200);
        backend.events().onUpstreamFailure(Failure.UPSTREAM_CLOSED_EARLY);

        assertThat(client.events).containsExactly("200" + HSTS, "abort upstream_closed_early");
        assertThat(ended.getFirst().status()).isEqualTo(200);
    }

    /** G15. */
    @ParameterizedTest
    @EnumSource(names = {"CLIENT_ABORTED", "CLIENT_STALLED", "CUT_AT_END"})
    void givesTheBackendUpWhenTheClientIsGone(Failure gone) {
        RequestEvents request = get();
        backend.ready();
        request.onClientFailure(gone);

        assertThat(backend.heard).endsWith("cancel");
        assertThat(client.events).containsExactly("abort " + gone.token());
        assertThat(ended.getFirst().status()).isEqualTo(499);
    }

    @Test
    void givesUpAConnectionThatIsNotThereYet() {
        get().onClientFailure(Failure.CLIENT_ABORTED);

        assertThat(backend.heard).containsExactly("open", "give up");
        assertThat(failure()).isEqualTo(Failure.CLIENT_ABORTED);
    }

    /** G8: by what was announced, before a backend is asked, and by what came. */
    @Test
    void refusesABodyAboveTheLimitOfTheSite() {
        RequestHead announced = TestRequest.of("POST", "/x");
        announced.setBodyLength(11);
        start(announced);
        assertThat(backend.heard).isEmpty();
        assertThat(client.events.getFirst()).startsWith("413").endsWith(HSTS);
    }

    /** G8. */
    @Test
    void refusesABodyThatGrowsAboveTheLimit() {
        RequestEvents request = post();
        backend.ready();
        request.onBody(text("0123456789"));
        ByteBuf tooMuch = text("0");
        request.onBody(tooMuch);

        assertThat(tooMuch.refCnt()).isZero();
        assertThat(client.events).contains("consumed 10").anyMatch(event -> event.startsWith("413"));
        assertThat(backend.heard).endsWith("cancel");
    }

    /** F12, G5: the client hears one 100, ours. */
    @Test
    void tellsAClientThatWaitsToGoOnOnce() {
        RequestHead head = TestRequest.of("POST", "/x");
        head.setBodyLength(RequestHead.UNKNOWN_LENGTH);
        head.setExpectsContinue(true);
        start(head);
        backend.ready();
        ResponseHead interim = new ResponseHead();
        interim.reset(100);
        backend.events().onInterim(interim);
        interim.reset(103);
        backend.events().onInterim(interim);

        assertThat(client.events).containsExactly("interim 100", "interim 103");
    }

    /** Octets that come after the end are nobody's: they are released. */
    @Test
    void releasesWhatComesAfterTheEnd() {
        RequestEvents request = post();
        request.onClientFailure(Failure.CLIENT_ABORTED);
        ByteBuf late = text("late");
        request.onBody(late);

        assertThat(late.refCnt()).isZero();
    }

    /** K11: whoever has to be turned away for a moment hears when to come again. */
    @ParameterizedTest
    @EnumSource(names = {"UPSTREAM_QUEUE_FULL", "UPSTREAM_QUEUE_TIMEOUT", "STREAM_QUEUE_TIMEOUT"})
    void tellsWhenToComeAgain(Failure busy) {
        get();
        backend.events().onUpstreamFailure(busy);
        if (busy == Failure.UPSTREAM_QUEUE_FULL) {
            assertThat(backend.heard).containsExactly("open", "open fresh");
            backend.events().onUpstreamFailure(busy);
        }
        assertThat(client.events.getFirst())
                .startsWith("503")
                .contains(" | Retry-After: 1")
                .endsWith(HSTS);
        assertThat(failure()).isEqualTo(busy);
    }

    /** H10: the hundred and first of one connection waits for its turn, which comes with the end of any of them. */
    @Test
    void asksNoBackendForMoreThanAHundredRequestsOfOneConnection() {
        RequestEvents first = get();
        for (int i = 1; i < StreamTurns.AT_ONCE; i++) {
            get();
        }
        RequestEvents next = get();
        get();
        assertThat(backend.heard).hasSize(StreamTurns.AT_ONCE);
        next.onClientFailure(Failure.CLIENT_ABORTED);
        first.onClientFailure(Failure.CLIENT_ABORTED);
        assertThat(backend.heard).hasSize(StreamTurns.AT_ONCE + 1).endsWith("give up");
        client.runPendingTasks();
        assertThat(backend.heard).hasSize(StreamTurns.AT_ONCE + 2).endsWith("open");
    }
}
