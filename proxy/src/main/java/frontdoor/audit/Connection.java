package frontdoor.audit;

import frontdoor.hosts.PlainServerName;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.security.cert.Certificate;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;

/**
 * A connection to a server that may stall, trickle or talk for ever: at its deadline it is closed under whoever waits for it.
 *
 * <h2>Threads</h2>
 *
 * Confined to its caller, which blocks; a virtual thread watches the deadline.
 */
final class Connection implements AutoCloseable {
    private final Socket raw;
    private final Thread watch;
    private Socket socket;

    private Connection(Socket raw, Patience deadline) {
        this.raw = raw;
        this.socket = raw;
        this.watch = Thread.ofVirtual().name("deadline").start(() -> endAt(deadline));
    }

    /** Connects to the first of {@code addresses} that lets it; each gets its share of the time that is left. */
    static Connection open(List<InetSocketAddress> addresses, Patience deadline) throws IOException {
        IOException failure = new SocketTimeoutException("no address");
        for (int i = 0; i < addresses.size(); i++) {
            Socket raw = new Socket();
            try {
                raw.connect(addresses.get(i), deadline.millis() / (addresses.size() - i) + 1);
                raw.setTcpNoDelay(true);
                return new Connection(raw, deadline);
            } catch (IOException refused) {
                raw.close();
                failure = refused;
            }
        }
        throw failure;
    }

    private void endAt(Patience deadline) {
        try {
            Thread.sleep(Duration.ofMillis(deadline.millis()));
            raw.close();
        } catch (InterruptedException | IOException _) {
            // It was closed before, by us or by the other side.
        }
    }

    /**
     * Speaks TLS from here on, HTTP/1.1 alone.
     *
     * @param verify whether the certificate has to be good and to name the host
     */
    TlsFacts secure(Trust trust, String host, int port, boolean verify) throws IOException {
        SSLSocket tls = (SSLSocket) trust.context(verify).getSocketFactory().createSocket(raw, host, port, false);
        socket = tls;
        SSLParameters parameters = tls.getSSLParameters();
        PlainServerName name = new PlainServerName(host);
        boolean address = NameRules.isAddress(host);
        if (!address) {
            parameters.setServerNames(List.of(name));
        }
        boolean comparedByJdk = address || name.isKnownToJdk();
        if (verify && comparedByJdk) {
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
        }
        parameters.setApplicationProtocols(new String[] {"http/1.1"});
        tls.setSSLParameters(parameters);
        tls.startHandshake();
        SSLSession session = tls.getSession();
        TlsFacts facts = new TlsFacts(session.getProtocol(), session.getCipherSuite(), certificates(session));
        if (verify && !comparedByJdk) {
            compare(name, facts.leaf());
        }
        return facts;
    }

    /** The JDK compares no names with an underscore. */
    private static void compare(PlainServerName name, X509Certificate leaf) throws SSLPeerUnverifiedException {
        try {
            if (name.isNamedBy(leaf)) {
                return;
            }
        } catch (CertificateParsingException _) {
            // It names nobody, then.
        }
        throw new SSLPeerUnverifiedException("No subject alternative name fits");
    }

    private static List<X509Certificate> certificates(SSLSession session) throws IOException {
        return Arrays.stream(session.getPeerCertificates())
                .map((Certificate certificate) -> (X509Certificate) certificate)
                .toList();
    }

    InputStream in() throws IOException {
        return socket.getInputStream();
    }

    OutputStream out() throws IOException {
        return socket.getOutputStream();
    }

    /** Without a word to the other side, which might not listen. */
    @Override
    public void close() {
        watch.interrupt();
        try {
            raw.close();
        } catch (IOException _) {
            // It is closed all the same.
        }
    }
}
