package frontdoor.command;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import frontdoor.admin.AdminAnswer;
import frontdoor.admin.AdminServer;
import frontdoor.admin.AdminTls;
import frontdoor.admin.OperatorGate;
import frontdoor.admin.TokenFile;
import frontdoor.fixture.AuthorityTrust;
import frontdoor.fixture.CommandRun;
import frontdoor.fixture.RecordedLog;
import frontdoor.fixture.TestCertificates;
import frontdoor.pairs.PairFiles;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An admin listener with a token and TLS: who is let in, and what the commands do by themselves. */
class ProtectedAdminTest {
    private static final String TOKEN = "0123456789abcdef";
    private static final String ANOTHER = "fedcba9876543210";

    @TempDir
    Path directory;

    private Path token;
    private Path file;
    private AdminServer admin;

    @BeforeEach
    void open() throws IOException {
        token = Files.writeString(directory.resolve("token"), TOKEN + "\n");
        writeCertificate();
        TestCertificates.writeAuthority(directory.resolve("ca.pem"));
        AdminTls tls = AdminTls.open(PairFiles.of(directory.resolve("admin.pem"), directory.resolve("admin.key")));
        admin = AdminServer.open(
                new AdminServer.Entrance(
                        "admin.listen",
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                        false,
                        new OperatorGate(new TokenFile(token), tls::names),
                        tls),
                Map.of("/healthz", _ -> AdminAnswer.text(200, "alive\n")));
        file = Files.writeString(
                directory.resolve("f.conf"), """
                frontdoor.admin {
                  listen = "127.0.0.1:%d", token-file = token
                  tls.certificate { chain = "admin.pem", key = "admin.key" }
                }
                """.formatted(admin.address().getPort()));
    }

    @AfterEach
    void close() {
        admin.close();
    }

    private void writeCertificate() {
        Instant now = Instant.now();
        TestCertificates.write(
                directory.resolve("admin"),
                now.minus(Duration.ofDays(1)),
                now.plus(Duration.ofDays(90)),
                List.of("admin.test"));
    }

    private String ask(String fields) throws Exception {
        try (Socket socket = AuthorityTrust.of(directory.resolve("ca.pem"))
                .getSocketFactory()
                .createSocket(InetAddress.getLoopbackAddress(), admin.address().getPort())) {
            socket.getOutputStream().write(("GET /healthz HTTP/1.1\r\n" + fields + "\r\n").getBytes(US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), US_ASCII);
        }
    }

    private static String bearer(String token) {
        return "Authorization: Bearer " + token + "\r\n";
    }

    @Test
    void answersWhoeverHasTheToken() throws Exception {
        assertThat(ask("Host: localhost\r\n" + bearer(TOKEN))).startsWith("HTTP/1.1 200 ");
        assertThat(ask("Host: admin.test:9901\r\n" + bearer(TOKEN))).startsWith("HTTP/1.1 200 ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Authorization: Bearer \r\n",
                "Authorization: Bearer 0123456789abcde\r\n",
                "Authorization: Bearer 0123456789abcdeF\r\n",
                "Authorization: Basic 0123456789abcdef\r\n",
                "Authorization: 0123456789abcdef\r\n"
            })
    void refusesWhoeverHasNot(String field) throws Exception {
        assertThat(ask("Host: localhost\r\n" + field))
                .startsWith("HTTP/1.1 401 ")
                .contains("WWW-Authenticate: Bearer\r\n")
                .doesNotContain(TOKEN);
    }

    /** A name that somebody else's DNS points here. */
    @Test
    void refusesOtherNamesWhateverTheToken() throws Exception {
        assertThat(ask("Host: attacker.test\r\n" + bearer(TOKEN))).startsWith("HTTP/1.1 421 ");
    }

    @Test
    void goesByAnotherTokenAsSoonAsItIsWritten() throws Exception {
        Files.writeString(token, ANOTHER);
        assertThat(ask("Host: localhost\r\n" + bearer(TOKEN))).startsWith("HTTP/1.1 401 ");
        assertThat(ask("Host: localhost\r\n" + bearer(ANOTHER))).startsWith("HTTP/1.1 200 ");
    }

    @Test
    void letsNobodyInWithoutATokenToCompareWith() throws Exception {
        try (RecordedLog log = RecordedLog.of(OperatorGate.class)) {
            Files.writeString(token, "short");
            assertThat(ask("Host: localhost\r\n" + bearer("short"))).startsWith("HTTP/1.1 503 ");
            Files.delete(token);
            assertThat(ask("Host: localhost\r\n" + bearer(TOKEN))).startsWith("HTTP/1.1 503 ");
            assertThat(ask("Host: localhost\r\n" + bearer(TOKEN))).startsWith("HTTP/1.1 503 ");
            assertThat(log.lines()).as("once for each reason").hasSize(2).noneMatch(line -> line.contains("short"));
        }
    }

    @Test
    void isAskedByTheCommandsThemselves() throws IOException {
        assertThat(CommandRun.of("health", file.toString())).isEqualTo(new CommandRun(0, "alive\n", ""));
        Files.writeString(token, ANOTHER);
        writeCertificate();
        assertThat(CommandRun.of("health", file.toString())).isEqualTo(new CommandRun(0, "alive\n", ""));
    }

    @Test
    void isNotToldTheTokenByCommandsThatExpectAnotherCertificate() throws IOException {
        Instant now = Instant.now();
        TestCertificates.write(directory.resolve("other"), now, now.plus(Duration.ofDays(90)), List.of("admin.test"));
        Files.writeString(file, Files.readString(file).replace("\"admin.", "\"other."));
        CommandRun asked = CommandRun.of("health", file.toString());
        assertThat(asked.exitCode()).isEqualTo(1);
        assertThat(asked.err()).contains("shows another certificate than admin.tls names");
    }

    @Test
    void keepsTheCertificateWhileTheFilesAreNoGood() throws Exception {
        Files.writeString(directory.resolve("admin.pem"), "nothing");
        assertThat(ask("Host: localhost\r\n" + bearer(TOKEN))).startsWith("HTTP/1.1 200 ");
    }
}
