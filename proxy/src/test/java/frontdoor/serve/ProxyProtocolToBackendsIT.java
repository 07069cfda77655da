package frontdoor.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import frontdoor.fixture.Answer;
import frontdoor.fixture.Backend;
import frontdoor.fixture.BackendConnection;
import frontdoor.fixture.FreePort;
import frontdoor.fixture.FrontDoorHarness;
import frontdoor.fixture.Http1Client;
import frontdoor.fixture.Http2Client;
import frontdoor.fixture.LeakPresence;
import frontdoor.fixture.LegacyServer;
import frontdoor.fixture.Protocol;
import frontdoor.fixture.Request;
import frontdoor.fixture.ServerProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** F20: backends that are told at the begin of a connection whose it is, and never get another client's request on it. */
@ExtendWith(LeakPresence.class)
class ProxyProtocolToBackendsIT {
    private static final Request GET = Request.get("example.test", "/");

    @TempDir
    private Path directory;

    private final List<String> introductions = new CopyOnWriteArrayList<>();

    private FrontDoorHarness door(int port, String version) throws Exception {
        return FrontDoorHarness.open(directory, """
                frontdoor {
                  sites.main { hosts = ["example.test"], routes = [{ path = "/", upstream = legacy }] }
                  upstreams.legacy { servers = ["127.0.0.1:%d"], proxy-protocol = %s }
                }
                """.formatted(port, version));
    }

    /** Answers each request with the line that its connection began with. */
    private void tellsIntroduction(BackendConnection connection) throws IOException {
        String line = connection.readLine();
        introductions.add(line);
        while (connection.readRequest() != null) {
            connection.send("HTTP/1.1 200 OK\r\nContent-Length: " + line.length() + "\r\n\r\n" + line);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"HTTP_1", "HTTP_2"})
    void introducesTheClient(Protocol protocol) throws Exception {
        try (Backend backend = new Backend().does(this::tellsIntroduction);
                FrontDoorHarness door = door(backend.port(), "v1")) {
            assertThat(protocol.exchange(door, "example.test", GET).body())
                    .matches("PROXY TCP4 127\\.0\\.0\\.1 127\\.0\\.0\\.1 \\d+ "
                            + door.address(true).getPort());
        }
    }

    /** F20: what a client has gets no other client's requests, be it from the same address. */
    @Test
    void keepsTheConnectionsOfClientsApart() throws Exception {
        try (Backend backend = new Backend().does(this::tellsIntroduction);
                FrontDoorHarness door = door(backend.port(), "v1");
                Http1Client one = door.tls("example.test");
                Http1Client other = door.tlsFrom("127.0.0.2", "example.test");
                Http2Client third = door.http2("example.test")) {
            for (int i = 0; i < 3; i++) {
                assertThat(one.exchange(GET).body()).contains("TCP4 127.0.0.1 ");
                assertThat(other.exchange(GET).body()).contains("TCP4 127.0.0.2 ");
                assertThat(third.exchange(GET).body()).contains("TCP4 127.0.0.1 ");
            }
            // Each client has its own, which serves all its requests.
            assertThat(introductions).hasSize(3).doesNotHaveDuplicates();
            assertThat(backend.connections()).hasSize(3);
        }
    }

    @Test
    void endsTheConnectionsOfAClientThatHasGone() throws Exception {
        try (Backend backend = new Backend().does(this::tellsIntroduction);
                FrontDoorHarness door = door(backend.port(), "v1")) {
            try (Http1Client client = door.tls("example.test")) {
                assertThat(client.exchange(GET).status()).isEqualTo(200);
                assertThat(backend.connections().getFirst().ended()).isFalse();
            }
            await().until(() -> backend.connections().getFirst().ended());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"v1", "v2"})
    void nginxTakesTheHeader(String version) throws Exception {
        try (ServerProcess nginx = LegacyServer.nginx(
                        directory,
                        "proxy_protocol",
                        "location / { return 200 \"$proxy_protocol_addr $proxy_protocol_server_port\"; }");
                FrontDoorHarness door = door(nginx.port(), version);
                Http1Client client = door.tlsFrom("127.0.0.3", "example.test")) {
            assertThat(client.exchange(GET).body())
                    .isEqualTo("127.0.0.3 " + door.address(true).getPort());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"v1", "v2"})
    void httpdTakesTheHeader(String version) throws Exception {
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
        Path pages = Files.createDirectory(directory.resolve("pages"));
        Files.writeString(pages.resolve("index.txt"), "page");
        try (ServerProcess httpd =
                        LegacyServer.httpd(pages, "RemoteIPProxyProtocol On\nHeader set Client expr=%{REMOTE_ADDR}");
                FrontDoorHarness door = door(httpd.port(), version);
                Http1Client client = door.tlsFrom("127.0.0.3", "example.test")) {
            Answer answer = client.exchange(Request.get("example.test", "/index.txt"));
            assertThat(answer.values("client")).containsExactly("127.0.0.3");
        }
    }

    /** With the authority, and that the client came by TLS. */
    @ParameterizedTest
    @EnumSource(names = {"HTTP_1", "HTTP_2"})
    void haproxyTakesTheHeaderWithWhatIsKnownOfTls(Protocol protocol) throws Exception {
        int port = FreePort.take();
        Path configuration = Files.writeString(directory.resolve("haproxy.cfg"), """
                defaults
                  mode http
                  timeout client 10s
                  timeout connect 10s
                  timeout server 10s
                frontend in
                  bind 127.0.0.1:%d accept-proxy
                  http-request return status 200 content-type text/plain lf-string "%%[src] %%[fc_pp_authority]"
                """.formatted(port));
        try (ServerProcess _ = ServerProcess.start(directory, port, "haproxy", "-db", "-f", configuration.toString());
                FrontDoorHarness door = door(port, "v2")) {
            assertThat(protocol.exchange(door, "example.test", GET).body()).isEqualTo("127.0.0.1 example.test");
        }
    }
}
