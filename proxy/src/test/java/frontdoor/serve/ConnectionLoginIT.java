package frontdoor.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import frontdoor.fixture.Answer;
import frontdoor.fixture.Backend;
import frontdoor.fixture.BackendConnection;
import frontdoor.fixture.FrontDoorHarness;
import frontdoor.fixture.Http1Client;
import frontdoor.fixture.Http2Client;
import frontdoor.fixture.Request;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** RFC 4559 6: a backend that logs in connections, as with NTLM and Negotiate, takes nobody for somebody else. */
class ConnectionLoginIT {
    private static final Pattern LOGIN = Pattern.compile("(?i)\r\nauthorization: *ntlm +(\\S+)");

    @TempDir
    static Path directory;

    private static Backend backend;
    private static FrontDoorHarness door;

    @BeforeAll
    static void open() throws Exception {
        backend = new Backend();
        door = FrontDoorHarness.open(directory, """
                frontdoor.sites.s {
                  hosts = ["example.test"], hsts = off, backend = "http://127.0.0.1:%d"
                }
                """.formatted(backend.port()));
    }

    @AfterAll
    static void close() throws IOException {
        door.close();
        backend.close();
    }

    /** Knows whoever spoke to it last by the connection alone. {@code hello}, a challenge, {@code NAME-CHALLENGE}. */
    private static void logIn(BackendConnection connection) throws IOException {
        String user = "nobody";
        String challenge = "c" + System.identityHashCode(connection);
        String request;
        while ((request = connection.readRequest()) != null) {
            Matcher login = LOGIN.matcher(request);
            String said = login.find() ? login.group(1) : "";
            if (said.endsWith("-" + challenge)) {
                user = said.substring(0, said.indexOf('-'));
            }
            String field = said.equals("hello")
                    ? "WWW-Authenticate: NTLM " + challenge + "\r\n"
                    : "WWW-Authenticate: Negotiate\r\nWWW-Authenticate: NTLM\r\n";
            boolean in = !user.equals("nobody");
            connection.send("HTTP/1.1 " + (in ? "200 OK\r\n" : "401 Unauthorized\r\n" + field) + "Content-Length: "
                    + user.length() + "\r\n\r\n" + user);
        }
    }

    private static Request request(@Nullable String login) {
        Request request = Request.get("example.test", "/");
        return login == null ? request : request.with("authorization", "NTLM " + login);
    }

    private static String challengeOf(Answer answer) {
        assertThat(answer.status()).isEqualTo(401);
        return answer.value("www-authenticate").substring(5);
    }

    @Test
    void answersNobodyElseAsTheUserWhoHasLoggedIn() throws Exception {
        backend.does(ConnectionLoginIT::logIn);
        List<Http1Client> strangers = new ArrayList<>();
        try (Http1Client alice = door.tls("example.test");
                Http1Client bob = door.tls("example.test")) {
            // Both at once: neither may be given the connection of the other.
            String forAlice = challengeOf(alice.exchange(request("hello")));
            String forBob = challengeOf(bob.exchange(request("hello")));
            assertThat(bob.exchange(request("bob-" + forBob)).body()).isEqualTo("bob");
            assertThat(alice.exchange(request("alice-" + forAlice)).body()).isEqualTo("alice");
            for (int i = 0; i < 24; i++) {
                Http1Client stranger = door.tls("example.test");
                strangers.add(stranger);
                assertThat(stranger.exchange(request(null)).body()).isEqualTo("nobody");
            }
            for (int i = 0; i < 5; i++) {
                assertThat(alice.exchange(request(null)).body()).isEqualTo("alice");
            }
        }
        for (Http1Client stranger : strangers) {
            stranger.close();
        }
        await().until(() -> backend.connections().stream().allMatch(BackendConnection::ended));
    }

    /** Several streams of one client: the login is the client's, and they take turns. */
    @Test
    void answersAllStreamsOfAClientAsItsUser() throws Exception {
        backend.does(ConnectionLoginIT::logIn);
        try (Http2Client alice = door.http2("example.test");
                Http2Client stranger = door.http2("example.test")) {
            String challenge = challengeOf(alice.exchange(request("hello")));
            assertThat(alice.exchange(request("alice-" + challenge)).body()).isEqualTo("alice");
            List<Integer> streams = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                streams.add(alice.open(true, request(null).http2()));
            }
            assertThat(stranger.exchange(request(null)).body()).isEqualTo("nobody");
            for (int stream : streams) {
                assertThat(alice.read(stream).body()).isEqualTo("alice");
            }
        }
    }

    /** The client learns that its login is gone where it would without a proxy: at the end of its connection. */
    @Test
    void endsTheClientsConnectionWithTheOneThatItsLoginBelongsTo() throws Exception {
        backend.answersAndCloses(
                "HTTP/1.1 401 Unauthorized\r\nWWW-Authenticate: NTLM xyz\r\nConnection: close\r\nContent-Length: 0\r\n\r\n");
        try (Http1Client alice = door.tls("example.test")) {
            Answer told = alice.exchange(request("hello"));
            assertThat(told.status()).isEqualTo(401);
            assertThat(told.open()).isFalse();
        }
        backend.answersAndCloses(
                "HTTP/1.1 401 Unauthorized\r\nWWW-Authenticate: NTLM xyz\r\nContent-Length: 0\r\n\r\n");
        try (Http1Client alice = door.tls("example.test")) {
            assertThat(alice.exchange(request("hello")).open()).isTrue();
            await().until(() -> backend.connections().getFirst().ended());
            // No answer at all: a 502 would be shown to a person.
            assertThat(alice.send(request("alice-xyz").http1()).readAll()).isEmpty();
        }
        try (Http2Client alice = door.http2("example.test")) {
            backend.answersAndCloses(
                    "HTTP/1.1 401 Unauthorized\r\nWWW-Authenticate: NTLM xyz\r\nContent-Length: 0\r\n\r\n");
            challengeOf(alice.exchange(request("hello")));
            await().until(() -> backend.connections().getFirst().ended());
            assertThat(alice.exchange(request("alice-xyz")).complete()).isFalse();
        }
    }
}
