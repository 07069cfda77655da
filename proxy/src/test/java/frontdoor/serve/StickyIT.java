package frontdoor.serve;

import static org.assertj.core.api.Assertions.assertThat;

import frontdoor.fixture.Answer;
import frontdoor.fixture.Backend;
import frontdoor.fixture.FrontDoorHarness;
import frontdoor.fixture.LeakPresence;
import frontdoor.fixture.Protocol;
import frontdoor.fixture.Request;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Q7: a client comes back to the server it had, while that is there, and nobody chooses one for himself. */
@ExtendWith(LeakPresence.class)
class StickyIT {
    private static final Request GET = Request.get("example.test", "/");

    @TempDir
    private Path directory;

    private final List<Backend> backends = new ArrayList<>();

    @BeforeEach
    void open() {
        for (String name : List.of("a", "b", "c")) {
            backends.add(new Backend().answers("HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\n" + name));
        }
    }

    @AfterEach
    void close() throws IOException {
        for (Backend backend : backends) {
            backend.close();
        }
    }

    private String config(String sticky) {
        return """
                frontdoor {
                  sites.main { hosts = ["example.test"], routes = [{ path = "/", upstream = shop }], plaintext = refuse }
                  upstreams.shop { balance = round-robin, sticky %s, servers = ["127.0.0.1:%d", "127.0.0.1:%d", "127.0.0.1:%d"] }
                }
                """.formatted(
                        sticky,
                        backends.get(0).port(),
                        backends.get(1).port(),
                        backends.get(2).port());
    }

    private static Answer ask(FrontDoorHarness door, Protocol protocol, String cookie) throws IOException {
        return protocol.exchange(door, "example.test", GET.with("cookie", "x=1; " + cookie));
    }

    private static String cookieOf(Answer answer) {
        return answer.value("set-cookie").replaceAll(";.*", "");
    }

    private static Set<String> serversOf(FrontDoorHarness door, Protocol protocol, String cookie) throws IOException {
        Set<String> servers = new HashSet<>();
        for (int i = 0; i < 6; i++) {
            servers.add(ask(door, protocol, cookie).body());
        }
        return servers;
    }

    @ParameterizedTest
    @EnumSource(names = {"HTTP_1", "HTTP_2"})
    void bringsAClientBackUntilItsServerIsGone(Protocol protocol) throws Exception {
        try (FrontDoorHarness door = FrontDoorHarness.open(directory, config("{ }"))) {
            Answer first = protocol.exchange(door, "example.test", GET);
            assertThat(first.value("set-cookie"))
                    .matches("frontdoor=[A-Za-z0-9_-]{38}; Path=/; Secure; HttpOnly; SameSite=Lax");
            Answer second = ask(door, protocol, cookieOf(first));
            assertThat(second.body()).isEqualTo(first.body());
            assertThat(second.values("set-cookie")).isEmpty();
            assertThat(serversOf(door, protocol, cookieOf(first))).containsExactly(first.body());

            int had = List.of("a", "b", "c").indexOf(first.body());
            backends.get(had).close();
            Answer moved = ask(door, protocol, cookieOf(first));
            assertThat(moved.body()).isIn("a", "b", "c").isNotEqualTo(first.body());
            assertThat(serversOf(door, protocol, cookieOf(moved))).containsExactly(moved.body());
        }
    }

    /** Neither a value that was made up, nor one of another key, chooses a server; each is replaced by one that does. */
    @ParameterizedTest
    @EnumSource(names = {"HTTP_1", "HTTP_2"})
    void ignoresAForgedOne(Protocol protocol) throws Exception {
        try (FrontDoorHarness door = FrontDoorHarness.open(directory, config("{ cookie = \"shop-server\" }"))) {
            String good = cookieOf(protocol.exchange(door, "example.test", GET));
            assertThat(good).startsWith("shop-server=");
            char forged = good.charAt(20) == 'A' ? 'B' : 'A';
            String changed = good.substring(0, 20) + forged + good.substring(21);
            for (String cookie : List.of("shop-server=a", changed, "shop-server=", "shop-server=" + "A".repeat(38))) {
                assertThat(serversOf(door, protocol, cookie)).hasSize(3);
                assertThat(ask(door, protocol, cookie).values("set-cookie")).hasSize(1);
            }
        }
    }

    /** F11: the cookie is between the client and the front door; servers see all others, and cannot set one of its name. */
    @ParameterizedTest
    @EnumSource(names = {"HTTP_1", "HTTP_2"})
    void keepsTheCookieFromServers(Protocol protocol) throws Exception {
        try (FrontDoorHarness door = FrontDoorHarness.open(directory, config("{ }"))) {
            Answer first = protocol.exchange(door, "example.test", GET);
            String cookie = cookieOf(first);
            Backend had = backends.get(List.of("a", "b", "c").indexOf(first.body()));
            had.answers("HTTP/1.1 200 OK\r\nContent-Length: 1\r\nSet-Cookie: frontdoor=own\r\nSet-Cookie: c=d\r\n\r\n"
                    + first.body());

            Answer again = ask(door, protocol, "frontdoor=stale; " + cookie + "; y=\"2\"");
            assertThat(again.body()).isEqualTo(first.body());
            assertThat(again.values("set-cookie")).containsExactly("c=d; Secure");
            assertThat(had.requests().getLast())
                    .containsIgnoringCase("cookie: x=1; y=\"2\"\r\n")
                    .doesNotContain("frontdoor=");
        }
    }

    /** It is for all paths, so it comes along to servers that have nothing to do with it: those of other routes, and the one that decides who comes in. */
    @ParameterizedTest
    @EnumSource(names = {"HTTP_1", "HTTP_2"})
    void keepsTheCookieFromOtherServersOfTheSite(Protocol protocol) throws Exception {
        try (Backend other = new Backend().answers("HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\no");
                Backend auth = new Backend().answers("HTTP/1.1 204 No Content\r\n\r\n");
                FrontDoorHarness door =
                        FrontDoorHarness.open(directory, config("{ }") + """
                                frontdoor {
                                  sites.main {
                                    routes += { path = "/other/", upstream = other }
                                    forward-auth.url = "http://127.0.0.1:%d/decide"
                                  }
                                  upstreams.other.servers = ["127.0.0.1:%d"]
                                }
                                """.formatted(auth.port(), other.port()))) {
            String cookie = cookieOf(protocol.exchange(door, "example.test", GET));
            Request asking = Request.get("example.test", "/other/").with("cookie", "x=1; " + cookie + "; y=\"2\"");
            assertThat(protocol.exchange(door, "example.test", asking).body()).isEqualTo("o");
            for (Backend one : List.of(auth, other)) {
                assertThat(one.requests().getLast())
                        .containsIgnoringCase("cookie: x=1; y=\"2\"\r\n")
                        .doesNotContain("frontdoor=");
            }
            assertThat(serversOf(door, protocol, cookie))
                    .as("still brought back")
                    .hasSize(1);
        }
    }

    @Test
    void theKeyIsMadeOnceAndForItsOwnerAlone() throws Exception {
        String cookie;
        String server;
        try (FrontDoorHarness door = FrontDoorHarness.open(directory, config("{ }"))) {
            Answer first = Protocol.HTTP_2.exchange(door, "example.test", GET);
            cookie = cookieOf(first);
            server = first.body();
        }
        Path key = directory.resolve("state").resolve("sticky.key");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(key)))
                .isEqualTo("rw-------");
        try (FrontDoorHarness door = FrontDoorHarness.open(directory, config("{ }"))) {
            assertThat(serversOf(door, Protocol.HTTP_1, cookie)).containsExactly(server);
        }
    }

    @Test
    void replicasShareAKeyFile() throws Exception {
        Path one = Files.createDirectory(directory.resolve("one"));
        Path other = Files.createDirectory(directory.resolve("other"));
        Files.writeString(one.resolve("shared.key"), "0123456789abcdef".repeat(2) + "\n");
        Files.writeString(other.resolve("shared.key"), "0123456789abcdef".repeat(2));
        String shared = "{ key-file = \"shared.key\" }";
        try (FrontDoorHarness first = FrontDoorHarness.open(one, config(shared));
                FrontDoorHarness second = FrontDoorHarness.open(other, config(shared))) {
            for (int i : IntStream.range(0, 3).toArray()) {
                Answer answer = Protocol.HTTP_1.exchange(first, "example.test", GET);
                assertThat(serversOf(second, Protocol.HTTP_2, cookieOf(answer)))
                        .as("client " + i)
                        .containsExactly(answer.body());
            }
        }
        assertThat(one.resolve("state").resolve("sticky.key")).doesNotExist();
    }
}
