package frontdoor.upstream;

import static frontdoor.upstream.TestBed.awaitTrue;
import static frontdoor.upstream.TestBed.head;
import static org.assertj.core.api.Assertions.assertThat;

import frontdoor.client.Client;
import frontdoor.exchange.Accepted;
import frontdoor.exchange.ClientConnection;
import frontdoor.exchange.UpstreamStream;
import frontdoor.http.FieldName;
import frontdoor.http.Octets;
import frontdoor.http.RequestHead;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 4559 6, RFC 9110 3.3: a connection that somebody has logged in on, or could, serves the client that it was opened for alone. */
class PinTest extends OverEveryTransport {
    private static final String HELLO = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n";
    private static final String CHALLENGE =
            "HTTP/1.1 401 Unauthorized\r\nWWW-Authenticate: NTLM TlRMTVNTUAAC\r\nContent-Length: 0\r\n\r\n";

    private static RequestHead request(@Nullable String login) {
        RequestHead head = head("GET", 0);
        if (login != null) {
            head.fields().add(FieldName.AUTHORIZATION, Octets.of(login));
        }
        return head;
    }

    private static void ask(UpstreamStream stream, @Nullable String login) {
        stream.writeHead(request(login));
        stream.writeEnd();
    }

    /** What a client asks, with a login or without. */
    private RecordedResponse ask(ClientConnection client, FakeBackend backend, @Nullable String login) {
        RecordedResponse response = new RecordedResponse(client, stream -> ask(stream, login));
        bed.run(() -> open(response, backend, login));
        return response;
    }

    private Opening open(RecordedResponse response, FakeBackend backend, @Nullable String login) {
        Peer peer = bed.peer(backend.address());
        return login == null
                ? bed.upstreams.open(bed.loop, peer, TestBed.TIMEOUTS, false, response)
                : bed.upstreams.openPinned(bed.loop, peer, TestBed.TIMEOUTS, response);
    }

    private void end(ClientConnection client) {
        bed.run(client::onEnded);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "401 Unauthorized\r\nWWW-Authenticate: Basic realm=\"NTLM?\"\r\nwww-authenticate: negotiate",
                "200 OK\r\nPersistent-Auth: true"
            })
    void keepsAConnectionThatOffersALoginForTheClientThatMetIt(String start) throws Exception {
        try (FakeBackend backend = FakeBackend.answering("HTTP/1.1 " + start + "\r\nContent-Length: 0\r\n\r\n")) {
            ClientConnection alice = bed.client();
            ask(alice, backend, null).awaitEnding("end");
            awaitTrue(() -> bed.upstreams.pinned() == 1);
            assertThat(bed.upstreams.idle()).isZero();

            ask(bed.client(), backend, null).awaitEnding("end");
            assertThat(backend.accepted()).isEqualTo(2);
            ask(alice, backend, null).awaitEnding("end");
            assertThat(backend.accepted()).isEqualTo(2);

            end(alice);
            awaitTrue(() -> bed.upstreams.pinned() == 1 && bed.upstreams.open() == 1);
        }
    }

    /** A proxy in front sends the requests of many on one connection: a login is for the client that has brought it. */
    @Test
    void keepsALoginFromOthersWhoseRequestsComeOnTheSameConnection() throws Exception {
        try (FakeBackend backend = FakeBackend.answering(HELLO)) {
            ClientConnection shared = bed.client();
            Client alice = speaking(shared, "192.0.2.1");
            Client bob = speaking(shared, "192.0.2.2");
            ask(shared, alice, backend, "Negotiate YII=").awaitEnding("end");
            ask(shared, bob, backend, null).awaitEnding("end");
            assertThat(backend.accepted()).isEqualTo(2);
            ask(shared, speaking(shared, "192.0.2.1"), backend, null).awaitEnding("end");
            assertThat(backend.accepted()).isEqualTo(2);
            assertThat(backend.connection(0).heard().split("GET")).hasSize(3);
            assertThat(backend.connection(1).heard().split("GET")).hasSize(2);
            Peer peer = bed.peer(backend.address());
            assertThat(bed.upstreams.pinned(shared, alice, peer::equals)).isSameAs(peer);
            assertThat(bed.upstreams.pinned(shared, bob, peer::equals)).isNull();
            end(shared);
        }
    }

    private static Client speaking(ClientConnection proxy, String address) {
        return proxy.client()
                .speakingFor(InetAddress.ofLiteral(address), true, new Client.Hops(Octets.of(address), null, null));
    }

    private RecordedResponse ask(
            ClientConnection connection, Client client, FakeBackend backend, @Nullable String login) {
        RecordedResponse response = new RecordedResponse(connection, client, stream -> ask(stream, login));
        bed.run(() -> open(response, backend, login));
        return response;
    }

    /** The answer to a login need not say a word about it. */
    @Test
    void givesALoginAConnectionOfItsOwnAndEverythingThatFollowsGoesThere() throws Exception {
        try (FakeBackend backend = FakeBackend.answering(HELLO)) {
            ask(bed.client(), backend, null).awaitEnding("end");
            awaitTrue(() -> bed.upstreams.idle() == 1);

            ClientConnection alice = bed.client();
            ask(alice, backend, "Negotiate YII=").awaitEnding("end");
            assertThat(backend.accepted()).isEqualTo(2);
            bed.pass(Duration.ofMinutes(2));
            ask(alice, backend, null).awaitEnding("end");
            assertThat(backend.connection(1).heard().split("GET")).hasSize(3);

            end(alice);
            awaitTrue(() -> bed.upstreams.pinned() == 0 && backend.connection(1).isClosed());
        }
    }

    /** Over HTTP/2 a client may ask for several things at once: each has its turn, in order. */
    @Test
    void letsTheExchangesOfOneClientUseItOneAfterTheOther() throws Exception {
        try (FakeBackend backend = FakeBackend.answering(HELLO)) {
            ClientConnection alice = bed.client();
            AtomicReference<UpstreamStream> first = new AtomicReference<>();
            RecordedResponse slow = new RecordedResponse(alice, first::set);
            bed.run(() -> open(slow, backend, "NTLM x"));
            slow.awaitEnding("ready");
            List<RecordedResponse> waiting = List.of(ask(alice, backend, null), ask(alice, backend, "NTLM y"));
            bed.turn();
            assertThat(waiting).allSatisfy(response -> assertThat(response).hasToString(""));

            bed.run(() -> ask(first.get(), "NTLM x"));
            waiting.forEach(response -> response.awaitEnding("end"));
            assertThat(backend.accepted()).isEqualTo(1);
        }
    }

    @Test
    void passesTheTurnOnWhenAWaitingExchangeBreaksDown() throws Exception {
        try (FakeBackend backend = FakeBackend.answering(HELLO)) {
            ClientConnection alice = bed.client();
            AtomicReference<UpstreamStream> first = new AtomicReference<>();
            RecordedResponse slow = new RecordedResponse(alice, first::set);
            bed.run(() -> open(slow, backend, "NTLM x"));
            slow.awaitEnding("ready");
            RecordedResponse broken = new RecordedResponse(alice, _ -> {
                throw new IllegalStateException("as a test wants");
            });
            bed.run(() -> open(broken, backend, null));
            RecordedResponse next = ask(alice, backend, "NTLM y");

            bed.run(() -> ask(first.get(), "NTLM x"));
            assertThat(broken.awaitOver()).isEqualTo("ready, internal_error");
            assertThat(next.awaitOver()).isEqualTo("ready, 200, end");
            assertThat(backend.accepted()).isEqualTo(2);
            end(alice);
            awaitTrue(() -> bed.upstreams.open() == 0);
        }
    }

    @Test
    void passesTheTurnOnWhenAWaitingExchangeIsGivenUpAndWhenTheConnectionEnds() throws Exception {
        try (FakeBackend backend = FakeBackend.answering(HELLO)) {
            ClientConnection alice = bed.client();
            AtomicReference<UpstreamStream> first = new AtomicReference<>();
            AtomicReference<Opening> second = new AtomicReference<>();
            RecordedResponse slow = new RecordedResponse(alice, first::set);
            RecordedResponse given = new RecordedResponse(alice, stream -> {});
            bed.run(() -> open(slow, backend, "NTLM x"));
            slow.awaitEnding("ready");
            bed.run(() -> second.set(open(given, backend, "NTLM x")));
            RecordedResponse third = ask(alice, backend, "NTLM z");

            bed.run(() -> second.get().cancel());
            bed.run(() -> first.get().cancel());
            third.awaitEnding("end");
            assertThat(given).hasToString("");
            assertThat(backend.accepted()).isEqualTo(2);
        }
    }

    @Test
    void waitsForItsTurnForTenSeconds() throws Exception {
        try (FakeBackend backend = FakeBackend.answering(HELLO)) {
            ClientConnection alice = bed.client();
            RecordedResponse endless = new RecordedResponse(alice, stream -> {});
            bed.run(() -> open(endless, backend, "NTLM x"));
            endless.awaitEnding("ready");
            RecordedResponse late = ask(alice, backend, null);
            bed.pass(Duration.ofSeconds(9));
            assertThat(late).hasToString("");
            bed.pass(Duration.ofSeconds(2));
            assertThat(late).hasToString("login_connection_unavailable");
            bed.run(() -> endless.stream().cancel());
        }
    }

    /** The answer to a challenge means nothing on another connection: the client is told to begin anew, once. */
    @Test
    void takesNoHandshakeToAnotherConnection() throws Exception {
        try (FakeBackend backend = new FakeBackend(connection -> {
            if (connection.readHead() != null) {
                connection.send(CHALLENGE);
            }
        })) {
            ClientConnection alice = bed.client();
            ask(alice, backend, "NTLM hello").awaitEnding("end");
            awaitTrue(() -> bed.upstreams.open() == 0);
            assertThat(bed.upstreams.pinned(alice, alice.client(), bed.peer(backend.address())::equals))
                    .isNotNull();
            assertThat(ask(alice, backend, "NTLM answer").awaitOver()).isEqualTo("login_connection_unavailable");

            assertThat(ask(alice, backend, "NTLM hello").awaitOver()).isEqualTo("ready, 401, end");
            awaitTrue(() -> bed.upstreams.open() == 0);
            // Who asks for something without a login has given it up.
            assertThat(ask(alice, backend, null).awaitOver()).isEqualTo("ready, 401, end");
        }
    }

    /** An interim answer says nothing of the handshake that it interrupts. */
    @Test
    void isStillInTheMiddleOfAHandshakeAfterAnInterimAnswer() throws Exception {
        try (FakeBackend backend = new FakeBackend(connection -> {
            if (connection.readHead() != null) {
                connection.send(CHALLENGE);
            }
            if (connection.readHead() != null) {
                connection.send("HTTP/1.1 103 Early Hints\r\n\r\n");
            }
        })) {
            ClientConnection alice = bed.client();
            ask(alice, backend, "NTLM hello").awaitEnding("end");
            assertThat(ask(alice, backend, "NTLM answer").awaitOver()).startsWith("ready, 103, upstream_closed");
            assertThat(ask(alice, backend, "NTLM answer").awaitOver()).isEqualTo("login_connection_unavailable");
        }
    }

    @Test
    void knowsThePeerOfALogin() throws Exception {
        try (FakeBackend backend = FakeBackend.answering(CHALLENGE);
                FakeBackend other = FakeBackend.answering(HELLO)) {
            ClientConnection alice = bed.client();
            Peer peer = bed.peer(backend.address());
            PeerSet others = bed.peer(other.address())::equals;
            PeerSet both = one -> one == peer || others.contains(one);
            ask(alice, backend, "NTLM hello").awaitEnding("end");
            assertThat(bed.upstreams.pinned(alice, alice.client(), both)).isSameAs(peer);
            assertThat(bed.upstreams.pinned(alice, alice.client(), others)).isNull();
            assertThat(bed.upstreams.pinned(bed.client(), alice.client(), both)).isNull();
        }
    }

    @Test
    void opensAConnectionOfItsOwnAgainAfterOneThatCouldNotBeReached() throws Exception {
        FakeBackend gone = FakeBackend.answering(HELLO);
        gone.close();
        ClientConnection alice = bed.client();
        assertThat(ask(alice, gone, "NTLM x").awaitOver()).isEqualTo("upstream_connect_refused");
        assertThat(ask(alice, gone, "NTLM x").awaitOver()).isEqualTo("upstream_connect_refused");
        assertThat(bed.upstreams.pinned()).isZero();
    }

    /** K10: logins that nobody uses at the moment do not keep others out of the places at their backend. */
    @Test
    void makesRoomOfTheBusiestClientsLoginThatWasUsedLongestAgo() throws Exception {
        try (FakeBackend backend = FakeBackend.answering(HELLO)) {
            bed.upstreams.peer(backend.address(), TestBed.limits(3, 100));
            for (String client : List.of("127.0.0.2", "127.0.0.3", "127.0.0.3")) {
                ask(clientFrom(client), backend, "NTLM x").awaitEnding("end");
                bed.pass(Duration.ofSeconds(1));
            }
            assertThat(bed.upstreams.pinned()).isEqualTo(3);

            ask(clientFrom("127.0.0.4"), backend, null).awaitEnding("end");
            awaitTrue(() -> backend.connection(1).isClosed());
            assertThat(backend.connection(0).isClosed()).isFalse();
            assertThat(backend.connection(2).isClosed()).isFalse();
        }
    }

    private ClientConnection clientFrom(String address) {
        InetSocketAddress client = new InetSocketAddress(address, 1);
        return new ClientConnection(new Accepted(bed.loop, client, client, false), null);
    }
}
