package frontdoor.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import frontdoor.admin.AdminAnswer;
import frontdoor.admin.AdminServer;
import frontdoor.fixture.AdminEntrances;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The commands that ask the running process: what they say when it, or another program on its port, answers. */
class AdminClientTest {
    private static final InetAddress V4 = InetAddress.ofLiteral("127.0.0.1");
    private static final InetAddress V6 = InetAddress.ofLiteral("::1");

    @TempDir
    Path directory;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int health(InetSocketAddress admin) throws IOException {
        String host = admin.getAddress().equals(V6) ? "[::1]" : "127.0.0.1";
        Path file = directory.resolve("frontdoor.conf");
        Files.writeString(file, "frontdoor.admin.listen = \"" + host + ":" + admin.getPort() + "\"");
        return CommandLines.of("health", file.toString())
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute("health", file.toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "::1"})
    void asksOverBothVersionsOfIp(String address) throws IOException {
        InetAddress at = InetAddress.ofLiteral(address);
        assumeThat(NetworkInterface.getByInetAddress(at)).isNotNull();
        try (AdminServer admin = AdminServer.open(
                AdminEntrances.at(new InetSocketAddress(at, 0)),
                Map.of("/healthz", _ -> AdminAnswer.text(200, "alive\n")))) {
            assertThat(health(admin.address())).isZero();
        }
        assertThat(out).hasToString("alive\n");
    }

    @Test
    void takesNoRedirectForAnAnswer() throws IOException {
        assertThat(healthOf("HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:1/\r\nContent-Length: 0\r\n\r\n", false))
                .isEqualTo(1);
        assertThat(err.toString()).endsWith("(what answers there is not Frontdoor)\n");
    }

    @Test
    void printsNothingThatATerminalWouldObey() throws IOException {
        String answer = "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n\u001b[31mred\u0007\tgood\n";
        assertThat(healthOf(answer, false)).isZero();
        assertThat(out).hasToString("?[31mred?\tgood\n");
    }

    @Test
    @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void waitsForNoAnswerThatTricklesForEver() throws IOException {
        assertThat(healthOf("HTTP/1.1 200 OK\r\n\r\n", true)).isEqualTo(1);
        assertThat(err.toString()).endsWith("(no whole answer in 5 s)\n");
        assertThat(out.toString()).isEmpty();
    }

    /** Asks a program that answers this, and then nothing, or an octet now and then until it is hung up on. */
    private int healthOf(String answer, boolean trickle) throws IOException {
        try (ServerSocket server = new ServerSocket(0, 1, V4)) {
            Thread.ofVirtual().start(() -> answer(server, answer, trickle));
            return health((InetSocketAddress) server.getLocalSocketAddress());
        }
    }

    private static void answer(ServerSocket server, String answer, boolean trickle) {
        try (Socket client = server.accept()) {
            OutputStream to = client.getOutputStream();
            to.write(answer.getBytes(StandardCharsets.US_ASCII));
            client.setSoTimeout(500);
            while (trickle) {
                to.write('x');
                readOrWait(client);
            }
        } catch (IOException _) {
            // The other side had enough.
        }
    }

    private static void readOrWait(Socket client) throws IOException {
        try {
            var _ = client.getInputStream().readNBytes(4096);
        } catch (SocketTimeoutException _) {
            // Nothing more came.
        }
    }
}
