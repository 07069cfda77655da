package frontdoor.listen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import frontdoor.fixture.RecordedLog;
import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TlsPortTest {
    private Door door;
    private int port;

    @BeforeEach
    void listen() throws Exception {
        door = new Door(null);
        port = door.listenTls();
    }

    @AfterEach
    void close() {
        door.close();
    }

    /** C5, C7. */
    @Test
    void picksHttp2IfTheClientOffersIt() throws Exception {
        assertThat(openssl("-servername", "SHOP.test.", "-alpn", "http/1.1,h2"))
                .contains("http2 ")
                .contains("secure=true sni=shop.test plainOnTls=false");
    }

    /** C5. */
    @Test
    void speaksHttp11ToAClientWithoutAlpnOrWithItAlone() throws Exception {
        assertThat(openssl("-servername", "shop.test")).contains("http1 ");
        assertThat(openssl("-servername", "shop.test", "-alpn", "http/1.1")).contains("http1 ");
    }

    /** C5. */
    @Test
    void alertsAClientThatOffersNoneOfOurProtocols() throws Exception {
        assertThat(openssl("-servername", "shop.test", "-alpn", "h2c,foo")).contains("alert number 120");
        awaitFailure(HandshakeFailure.NO_APPLICATION_PROTOCOL);
    }

    /** C7. */
    @Test
    void alertsAClientThatAsksForAnUnknownNameOrNone() throws Exception {
        assertThat(openssl("-servername", "other.test")).contains("alert number 112");
        assertThat(openssl("-noservername")).contains("alert number 112");
        await().until(() -> door.failures.count(HandshakeFailure.UNRECOGNIZED_NAME) == 2);
    }

    /** RFC 8446 4.2.10: early data follows the hello at once; closing on that would reset what the alert is read from. */
    @Test
    void alertsAClientThatGoesOnSendingBehindItsHello() throws Exception {
        try (Client client = Client.connect(port)) {
            byte[] hello = helloFor("other.test");
            client.send(Arrays.copyOf(hello, hello.length + 40_000));

            assertThat(client.socket().getInputStream().readAllBytes())
                    .as("an alert and an end in order")
                    .containsExactly(21, 3, 3, 0, 2, 2, 112);
        }
    }

    /** The hello that a client of the JDK sends first. */
    private static byte[] helloFor(String name) throws Exception {
        SSLContext context = SSLContext.getDefault();
        SSLEngine engine = context.createSSLEngine(name, 443);
        engine.setUseClientMode(true);
        ByteBuffer hello = ByteBuffer.allocate(engine.getSession().getPacketBufferSize());
        engine.wrap(ByteBuffer.allocate(0), hello);
        return Arrays.copyOf(hello.array(), hello.position());
    }

    @Test
    void countsAnOldVersionAsSuch() throws Exception {
        openssl("-servername", "shop.test", "-tls1_1", "-cipher", "ALL:@SECLEVEL=0");
        awaitFailure(HandshakeFailure.UNSUPPORTED_VERSION);
    }

    @Test
    void countsAnAlertOfTheClientAsSuch() throws Exception {
        try (Client plain = Client.connect(port);
                SSLSocket distrusting = (SSLSocket) SSLContext.getDefault()
                        .getSocketFactory()
                        .createSocket(plain.socket(), "shop.test", port, true)) {
            assertThatThrownBy(distrusting::startHandshake).isInstanceOf(SSLException.class);
        }
        awaitFailure(HandshakeFailure.CLIENT_ALERT);
    }

    /** C12. */
    @Test
    void shakesHandsWithAClientWhoseOctetsComeOneByOne() throws Exception {
        SSLContext trusting = SSLContext.getInstance("TLS");
        trusting.init(null, InsecureTrustManagerFactory.INSTANCE.getTrustManagers(), null);
        try (DribblingSocket slow = new DribblingSocket(port);
                SSLSocket tls = (SSLSocket) trusting.getSocketFactory().createSocket(slow, "shop.test", port, true)) {
            tls.startHandshake();

            assertThat(new Client(tls).ask()).contains("http1").contains("sni=shop.test");
        }
    }

    /** B15. */
    @Test
    void handsPlainHttpToItsOwnStarter() throws Exception {
        try (Client client = Client.connect(port)) {
            assertThat(client.send("GET / HTTP/1.1\r\n").line()).contains("secure=false sni=null plainOnTls=true");
        }
        assertThat(failures()).isEmpty();
    }

    /** C12. */
    @Test
    void hangsUpOnWhatIsNeitherTlsNorHttp() throws Exception {
        try (Client client = Client.connect(port)) {
            assertThat(client.send((byte) 0, (byte) 1, (byte) 2).untilClosed()).isEmpty();
        }
        awaitFailure(HandshakeFailure.NOT_TLS);
    }

    /** C18: the weather of a port is counted, and fills no log. */
    @Test
    void saysNothingOfManyThatFail() throws Exception {
        int many = 200;
        try (RecordedLog log = RecordedLog.ofAll("frontdoor")) {
            for (int i = 0; i < many; i++) {
                try (Client client = Client.connect(port)) {
                    client.send((byte) 0, (byte) 1, (byte) 2).untilClosed();
                }
            }
            await().until(() -> door.failures.count(HandshakeFailure.NOT_TLS) == many);
            assertThat(log.lines()).isEmpty();
        }
    }

    /** F19: whoever has a proxy in front that sends a header, and has not said so here, is told what it is. */
    @Test
    void knowsAProxyHeaderThatNobodyExpects() throws Exception {
        try (Client client = Client.connect(port)) {
            byte[] header = "\r\n\r\n\0\r\nQUIT\n!\u0011\0\f".getBytes(StandardCharsets.ISO_8859_1);
            assertThat(client.send(header).untilClosed()).isEmpty();
        }
        awaitFailure(HandshakeFailure.UNEXPECTED_PROXY_HEADER);
    }

    @Test
    void answersABrokenHelloWithAnAlert() throws Exception {
        try (Client client = Client.connect(port)) {
            byte[] answer = client.send(hello(0x01, 0, 0, 1, 0)).untilClosed();

            // RFC 8446 6.2: decode_error.
            assertThat(answer).containsExactly(21, 3, 3, 0, 2, 2, 50);
        }
        awaitFailure(HandshakeFailure.MALFORMED_HELLO);
    }

    /** C12, K5. */
    @Test
    void hangsUpOnAHelloThatIsAnnouncedTooLarge() throws Exception {
        try (Client client = Client.connect(port)) {
            assertThat(client.send(hello(0x01, 0xff, 0xff, 0xff)).untilClosed()).isEmpty();
        }
        awaitFailure(HandshakeFailure.HELLO_TOO_LARGE);
    }

    @Test
    void closesWhatTheClientGivesUpInTheMiddleOfItsHello() throws Exception {
        try (Client client = Client.connect(port)) {
            client.send((byte) 22, (byte) 3).socket().shutdownOutput();

            assertThat(client.untilClosed()).isEmpty();
        }
        awaitFailure(HandshakeFailure.CLIENT_CLOSED);
    }

    /** Load balancers look whether a port is open in this way, every few seconds. */
    @Test
    void doesNotCountAClientThatSaysNothing() throws Exception {
        Client.connect(port).close();
        try (Client client = Client.connect(port)) {
            client.socket().shutdownOutput();
            client.untilClosed();
        }
        await().until(() -> door.connections.count() == 0);

        assertThat(failures()).isEmpty();
    }

    private void awaitFailure(HandshakeFailure failure) {
        await().untilAsserted(() -> assertThat(failures()).containsExactly(failure));
    }

    /** One for each handshake that failed. */
    private List<HandshakeFailure> failures() {
        List<HandshakeFailure> failures = new ArrayList<>();
        for (HandshakeFailure failure : HandshakeFailure.values()) {
            for (long i = door.failures.count(failure); i > 0; i--) {
                failures.add(failure);
            }
        }
        return failures;
    }

    private static byte[] hello(int... message) {
        byte[] hello = new byte[5 + message.length];
        hello[0] = 22;
        hello[1] = 3;
        hello[2] = 1;
        hello[4] = (byte) message.length;
        for (int i = 0; i < message.length; i++) {
            hello[5 + i] = (byte) message[i];
        }
        return hello;
    }

    private String openssl(String... arguments) throws Exception {
        List<String> command =
                new ArrayList<>(List.of("openssl", "s_client", "-connect", "127.0.0.1:" + port, "-ign_eof"));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        StringBuilder output = new StringBuilder();
        try (OutputStream input = process.getOutputStream()) {
            input.write("hello\n".getBytes(StandardCharsets.US_ASCII));
            input.flush();
            var lines = process.inputReader(StandardCharsets.ISO_8859_1);
            String line;
            while ((line = lines.readLine()) != null && !line.startsWith("http")) {
                output.append(line).append('\n');
            }
            output.append(line);
        } catch (IOException refused) {
            output.append(new String(process.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1));
        }
        process.destroy();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return output.toString();
    }

    /** Sends every octet on its own. */
    private static final class DribblingSocket extends Socket {
        DribblingSocket(int port) throws IOException {
            super(InetAddress.getLoopbackAddress(), port);
            setTcpNoDelay(true);
            setSoTimeout(60_000);
        }

        @Override
        public OutputStream getOutputStream() throws IOException {
            return new FilterOutputStream(super.getOutputStream());
        }
    }
}
