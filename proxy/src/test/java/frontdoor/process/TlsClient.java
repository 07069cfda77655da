package frontdoor.process;

import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/** One TLS connection of HTTP/1.1, read and written by hand. */
final class TlsClient implements AutoCloseable {
    private static final int PATIENCE_MILLIS = 60_000;

    private final SSLSocket socket;
    private final InputStream in;
    private final OutputStream out;

    private TlsClient(SSLSocket socket) throws IOException {
        this.socket = socket;
        this.in = socket.getInputStream();
        this.out = socket.getOutputStream();
    }

    static TlsClient connect(int port) throws IOException {
        return connect(port, Duration.ofMillis(PATIENCE_MILLIS));
    }

    /** The same for one that waits no longer than {@code patience} for an answer. */
    static TlsClient connect(int port, Duration patience) throws IOException {
        return connect(port, patience, InetAddress.getLoopbackAddress());
    }

    /** The same for one that comes from this address. */
    static TlsClient connect(int port, String from) throws IOException {
        return connect(port, Duration.ofMillis(PATIENCE_MILLIS), InetAddress.getByName(from));
    }

    /** The same for one that asks for this name. */
    static TlsClient named(int port, String name) throws IOException {
        return connect(port, Duration.ofMillis(PATIENCE_MILLIS), InetAddress.getLoopbackAddress(), name);
    }

    private static TlsClient connect(int port, Duration patience, InetAddress from) throws IOException {
        return connect(port, patience, from, SiteFiles.HOST);
    }

    /** A new one each time: it has no session to resume. */
    private static SSLContext trusting() {
        try {
            SSLContext trusting = SSLContext.getInstance("TLS");
            trusting.init(null, InsecureTrustManagerFactory.INSTANCE.getTrustManagers(), null);
            return trusting;
        } catch (GeneralSecurityException impossible) {
            throw new AssertionError(impossible);
        }
    }

    private static TlsClient connect(int port, Duration patience, InetAddress from, String name) throws IOException {
        SSLSocket socket =
                (SSLSocket) trusting().getSocketFactory().createSocket(InetAddress.getLoopbackAddress(), port, from, 0);
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setServerNames(List.of(new SNIHostName(name)));
        socket.setSSLParameters(parameters);
        socket.setSoTimeout((int) patience.toMillis());
        socket.startHandshake();
        return new TlsClient(socket);
    }

    /** The serial number of the certificate that a new handshake is answered with. */
    static String serial(int port) throws IOException {
        try (TlsClient client = connect(port)) {
            return client.serial();
        }
    }

    String serial() throws IOException {
        return ((X509Certificate) socket.getSession().getPeerCertificates()[0])
                .getSerialNumber()
                .toString(16);
    }

    /** Sends a request without a body and reads the head of the answer. */
    String ask(String path, String... fields) throws IOException {
        send(("GET " + path + " HTTP/1.1\r\nHost: " + SiteFiles.HOST + "\r\n"
                        + String.join(
                                "",
                                List.of(fields).stream()
                                        .map(field -> field + "\r\n")
                                        .toList()) + "\r\n")
                .getBytes(StandardCharsets.US_ASCII));
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int octet = in.read();
            if (octet < 0) {
                throw new IOException("closed after: " + head);
            }
            head.append((char) octet);
        }
        return head.toString();
    }

    /** The same, and the body too. */
    String exchange(String path) throws IOException {
        String head = ask(path);
        int length = head.lines()
                .filter(line -> line.toLowerCase(Locale.ROOT).startsWith("content-length:"))
                .mapToInt(line ->
                        Integer.parseInt(line.substring(line.indexOf(':') + 1).strip()))
                .findFirst()
                .orElse(0);
        read(length);
        return head;
    }

    void send(byte[] octets) throws IOException {
        out.write(octets);
        out.flush();
    }

    /** Reads as many octets, or fewer at the end. */
    byte[] read(int octets) throws IOException {
        return in.readNBytes(octets);
    }

    void setPatience(Duration patience) throws IOException {
        socket.setSoTimeout((int) patience.toMillis());
    }

    /** Its end waits for nothing, and says nothing. */
    void resetAtClose() throws IOException {
        socket.setSoLinger(true, 0);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
