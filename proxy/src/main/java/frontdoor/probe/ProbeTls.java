package frontdoor.probe;

import frontdoor.hosts.PlainServerName;
import frontdoor.pairs.CoveredNames;
import frontdoor.x509.PresentedCertificate;
import java.io.IOException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.SNIServerName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;

/** The client side of TLS towards ourselves; whether the certificate is good is told elsewhere. */
final class ProbeTls {
    private static final SSLContext CONTEXT = context();

    private ProbeTls() {}

    private static SSLContext context() {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {new AnyCertificate()}, null);
            context.getClientSessionContext().setSessionCacheSize(1);
            return context;
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException("this Java has no TLS", missing);
        }
    }

    /** Shakes hands over {@code tcp}, naming {@code host} and offering one protocol. */
    static SSLSocket shakeHands(Socket tcp, ProbedHost host, String protocol) throws IOException {
        SSLSocket socket = (SSLSocket) CONTEXT.getSocketFactory().createSocket(tcp, host.name(), tcp.getPort(), true);
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setServerNames(host.serverName()
                .<List<SNIServerName>>map(name -> List.of(new PlainServerName(name)))
                .orElse(List.of()));
        parameters.setApplicationProtocols(new String[] {protocol});
        socket.setSSLParameters(parameters);
        socket.startHandshake();
        if (!socket.getApplicationProtocol().equals(protocol)) {
            throw new IOException("TLS did not agree on " + protocol);
        }
        return socket;
    }

    /** The certificate that was presented, or that of the session which was resumed. */
    static PresentedCertificate presented(SSLSocket socket) throws IOException {
        try {
            return CoveredNames.of((X509Certificate) socket.getSession().getPeerCertificates()[0]);
        } catch (GeneralSecurityException unreadable) {
            throw new IOException("the certificate cannot be read", unreadable);
        }
    }
}
