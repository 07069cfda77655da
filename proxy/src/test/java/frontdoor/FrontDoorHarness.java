package frontdoor;

import static org.assertj.core.api.Assertions.assertThat;

import frontdoor.config.ConfigLoader;
import frontdoor.config.ConfigResult;
import frontdoor.listen.Port;
import frontdoor.serve.FrontDoor;
import frontdoor.serve.Start;
import frontdoor.tls.AuthorityTrust;
import frontdoor.tls.DevelopmentAuthority;
import frontdoor.tls.DevelopmentLoading;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/**
 * A real front door in this process, with ports that the system picked, a certificate for {@link #NAMES} and a file that can be changed
 * while it serves.
 */
final class FrontDoorHarness implements AutoCloseable {
    static final List<String> NAMES = List.of(
            "example.test",
            "www.example.test",
            "shop.example.test",
            "other.test",
            "plain.test",
            "off.test",
            "kill.test",
            "api.test",
            "*.wild.test");

    private final Path file;
    private final String listen;
    private final SSLContext trust;
    private final FrontDoor frontDoor;

    private FrontDoorHarness(Path directory, String text) throws Exception {
        DevelopmentLoading.Ready certificate =
                (DevelopmentLoading.Ready) new DevelopmentAuthority(directory, InstantSource.system()).prepare(NAMES);
        trust = AuthorityTrust.of(certificate.authority());
        listen = """
            frontdoor {
              listen { plaintext = ["127.0.0.1:0"], tls = ["127.0.0.1:0"] }
              admin.listen = off
              access-log.enabled = false
              self-probe.interval = off
              drain-timeout = 1s
              state-directory = "%s"
              certificates.test { chain = "%s", key = "%s" }
            }
            """.formatted(directory.resolve("state"), certificate.chain(), certificate.key());
        file = directory.resolve("frontdoor.conf");
        Files.writeString(file, listen + text);
        ConfigResult read = ConfigLoader.load(file);
        assertThat(read).isInstanceOf(ConfigResult.Loaded.class);
        ConfigResult.Loaded loaded = (ConfigResult.Loaded) read;
        frontDoor = FrontDoor.open(new Start(file, loaded.read(), loaded.config(), true));
    }

    /** Opens a front door with these sites and whatever else they need; {@code directory} is its own. */
    static FrontDoorHarness open(Path directory, String text) throws Exception {
        return new FrontDoorHarness(directory, text);
    }

    /** Changes the file; it takes effect some time later. */
    void rewrite(String text) throws IOException {
        Files.writeString(file, listen + text);
        frontDoor.reloadNow();
    }

    /** The configuration it was opened with, or the one written last. */
    Path file() {
        return file;
    }

    /** Where TLS is spoken, or where it is not. */
    InetSocketAddress address(boolean secure) {
        return frontDoor.port(secure ? Port.Speaks.TLS : Port.Speaks.HTTP);
    }

    /** A client of the plaintext port. */
    Http1Client plain() throws IOException {
        return new Http1Client(connect(address(false)));
    }

    /** A client that speaks in the clear to the TLS port. */
    Http1Client plainOnTlsPort() throws IOException {
        return new Http1Client(connect(address(true)));
    }

    /** An HTTP/1.1 client over TLS that asked for this name. */
    Http1Client tls(String serverName) throws IOException {
        return new Http1Client(shakeHands(serverName, "http/1.1"));
    }

    /** A client of the plaintext port that comes from another address of this machine, such as 127.0.0.2. */
    Http1Client plainFrom(String source) throws IOException {
        InetSocketAddress address = address(false);
        return new Http1Client(new Socket(address.getAddress(), address.getPort(), InetAddress.getByName(source), 0));
    }

    /** An HTTP/1.1 client over TLS that asked for this name, from another address of this machine. */
    Http1Client tlsFrom(String source, String serverName) throws IOException {
        InetSocketAddress address = address(true);
        Socket socket = new Socket(address.getAddress(), address.getPort(), InetAddress.getByName(source), 0);
        return new Http1Client(shakeHands(socket, serverName, "http/1.1"));
    }

    /** An HTTP/2 client over TLS that asked for this name. */
    Http2Client http2(String serverName) throws IOException {
        return new Http2Client(shakeHands(serverName, "h2"));
    }

    private static Socket connect(InetSocketAddress address) throws IOException {
        Socket socket = new Socket(address.getAddress(), address.getPort());
        // A client that writes in small pieces would wait 40 ms for each acknowledgement.
        socket.setTcpNoDelay(true);
        return socket;
    }

    private SSLSocket shakeHands(String serverName, String protocol) throws IOException {
        return shakeHands(connect(address(true)), serverName, protocol);
    }

    private SSLSocket shakeHands(Socket connected, String serverName, String protocol) throws IOException {
        SSLSocket socket = (SSLSocket) trust.getSocketFactory().createSocket(connected, serverName, 443, true);
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setServerNames(List.of(new SNIHostName(serverName)));
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        return shakeHands(socket, parameters, protocol);
    }

    /** A connection over TLS that asked for this name, or for none, and takes whatever name the certificate has. */
    SSLSocket tlsOfAnyName(@Nullable String serverName, String protocol) throws IOException {
        // Java keeps a session by this name, and one that is taken up again brings its own server name with it.
        String session = serverName == null ? "unnamed" : serverName;
        SSLSocket socket =
                (SSLSocket) trust.getSocketFactory().createSocket(connect(address(true)), session, 443, true);
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setServerNames(serverName == null ? List.of() : List.of(new SNIHostName(serverName)));
        return shakeHands(socket, parameters, protocol);
    }

    private static SSLSocket shakeHands(SSLSocket socket, SSLParameters parameters, String protocol)
            throws IOException {
        parameters.setApplicationProtocols(new String[] {protocol});
        socket.setSSLParameters(parameters);
        socket.startHandshake();
        return socket;
    }

    SSLContext trust() {
        return trust;
    }

    /** Begins to end; returns when everything has ended. */
    @Override
    public void close() {
        frontDoor.close();
    }
}
