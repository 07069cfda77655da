package frontdoor.serve;

import static org.assertj.core.api.Assertions.assertThat;

import frontdoor.fixture.Answer;
import frontdoor.fixture.FreePort;
import frontdoor.fixture.FrontDoorHarness;
import frontdoor.fixture.LeakPresence;
import frontdoor.fixture.LegacyServer;
import frontdoor.fixture.Program;
import frontdoor.fixture.Protocol;
import frontdoor.fixture.Request;
import frontdoor.fixture.ServerProcess;
import frontdoor.fixture.TestCertificates;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The servers that legacy applications run on, each behind a front door and asked by a real client over HTTP/1.1 and HTTP/2. */
@ExtendWith(LeakPresence.class)
class RealBackendsIT {
    private static final String PAGE = "page ".repeat(20_000);

    @TempDir
    private Path directory;

    private Path pages;

    @BeforeEach
    void write() throws Exception {
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
        pages = Files.createDirectory(directory.resolve("pages"));
        Files.writeString(pages.resolve("page.txt"), PAGE);
        Instant now = Instant.now();
        for (String name : List.of("server", "client")) {
            TestCertificates.write(
                    directory.resolve(name),
                    now.minus(Duration.ofDays(1)),
                    now.plus(Duration.ofDays(9)),
                    List.of("legacy.test"));
        }
        TestCertificates.writeAuthority(directory.resolve("ca.pem"));
    }

    private FrontDoorHarness door(String server, String tls) throws Exception {
        return FrontDoorHarness.open(directory, """
                frontdoor {
                  sites.main { hosts = ["example.test"], routes = [{ path = "/", upstream = legacy }] }
                  upstreams.legacy { servers = ["%s"], %s }
                }
                """.formatted(server, tls));
    }

    private static String tls(String more) {
        return "tls { authorities = \"ca.pem\", name = \"legacy.test\" " + more + "}";
    }

    /** Asks for the page as curl does, and as h2load does: often, and a few times at once, for such servers have few threads. */
    private void servesCurlAndH2load(FrontDoorHarness door) throws Exception {
        String port = String.valueOf(door.address(true).getPort());
        for (String version : List.of("--http1.1", "--http2")) {
            Program.Run curl = Program.named("curl")
                    .run(
                            "-sS",
                            version,
                            "--cacert",
                            door.authority().toString(),
                            "--connect-to",
                            "::127.0.0.1:" + port,
                            "https://example.test/page.txt");
            assertThat(curl.output()).isEqualTo(PAGE);
        }
        for (List<String> version : List.of(List.of("--h1", "-c", "5"), List.of("-c", "2", "-m", "3"))) {
            List<String> arguments = new ArrayList<>(List.of("-n", "500", "-t", "1"));
            arguments.addAll(version);
            arguments.addAll(List.of("--connect-to=127.0.0.1:" + port, "https://example.test/page.txt"));
            assertThat(Program.named("h2load")
                            .run(arguments.toArray(String[]::new))
                            .output())
                    .contains("500 done, 500 succeeded, 0 failed, 0 errored, 0 timeout", "status codes: 500 2xx");
        }
    }

    /** C17: nginx over TLS, with a certificate of ours that it asks for. */
    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void nginxOverTls(String version) throws Exception {
        try (ServerProcess nginx = LegacyServer.nginx(directory, "ssl", """
                        ssl_certificate %1$s/server.pem;
                        ssl_certificate_key %1$s/server.key;
                        ssl_client_certificate %1$s/ca.pem;
                        ssl_verify_client on;
                        ssl_protocols %2$s;
                        root %1$s/pages;
                        """.formatted(directory, version));
                FrontDoorHarness door = door(
                        "https://127.0.0.1:" + nginx.port(),
                        tls(", certificate { chain = \"client.pem\", key = \"client.key\" }"))) {
            servesCurlAndH2load(door);
        }
    }

    /** C17: Apache httpd over TLS. */
    @Test
    void httpdOverTls() throws Exception {
        try (ServerProcess httpd = LegacyServer.httpd(pages, """
                        SSLEngine on
                        SSLCertificateFile %1$s/server.pem
                        SSLCertificateKeyFile %1$s/server.key
                        """.formatted(directory));
                FrontDoorHarness door = door("https://127.0.0.1:" + httpd.port(), tls(""))) {
            servesCurlAndH2load(door);
        }
    }

    @Test
    void httpdInTheClear() throws Exception {
        try (ServerProcess httpd = LegacyServer.httpd(pages, "");
                FrontDoorHarness door = door("http://127.0.0.1:" + httpd.port(), "")) {
            servesCurlAndH2load(door);
        }
    }

    /** HTTP/1.0, and a connection for each answer. */
    @Test
    void pythonsServer() throws Exception {
        try (ServerProcess python = LegacyServer.python(pages);
                FrontDoorHarness door = door("http://127.0.0.1:" + python.port(), "")) {
            servesCurlAndH2load(door);
        }
    }

    /** Tomcat, as Debian has it. */
    @Test
    void tomcat() throws Exception {
        Path base = directory.resolve("tomcat");
        int port = FreePort.take();
        Program.named("tomcat10-instance-create").run("-p", "" + port, "-c", "" + FreePort.take(), base.toString());
        Files.createDirectories(base.resolve("webapps/ROOT"));
        Files.copy(pages.resolve("page.txt"), base.resolve("webapps/ROOT/page.txt"));
        String run = "CATALINA_BASE=" + base + " JAVA_HOME=" + System.getProperty("java.home")
                + " exec /usr/share/tomcat10/bin/catalina.sh run";
        try (ServerProcess tomcat = ServerProcess.start(directory, port, "sh", "-c", run);
                FrontDoorHarness door = door("http://127.0.0.1:" + tomcat.port(), "")) {
            servesCurlAndH2load(door);
        }
    }

    @Test
    void nginxBehindASocketOfThisMachine() throws Exception {
        Path socket = directory.resolve("nginx.sock");
        try (ServerProcess nginx =
                        LegacyServer.nginx(directory, "", "listen unix:" + socket + "; root " + pages + ";");
                FrontDoorHarness door = door("unix:" + socket, "")) {
            assertThat(nginx.port()).isPositive();
            servesCurlAndH2load(door);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"HTTP_1", "HTTP_2"})
    void tellsThatASocketIsNotThere(Protocol protocol) throws Exception {
        try (FrontDoorHarness door = door("unix:" + directory.resolve("none.sock"), "")) {
            Answer answer = protocol.exchange(door, "example.test", Request.get("example.test", "/"));
            assertThat(answer.status()).isEqualTo(502);
        }
    }
}
