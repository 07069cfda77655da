package frontdoor.demo;

import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import java.io.IOException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.util.List;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/** TLS to the front door of this very process: whoever answers on its own loopback port needs no certificate to be believed. */
final class OwnDoor {
    private OwnDoor() {}

    /** Shakes hands for {@code name} over {@code beneath}, which it closes with itself. */
    static SSLSocket overTls(Socket beneath, String name) throws IOException {
        try {
            SSLContext trusting = SSLContext.getInstance("TLS");
            trusting.init(null, InsecureTrustManagerFactory.INSTANCE.getTrustManagers(), null);
            SSLSocket socket = (SSLSocket) trusting.getSocketFactory()
                    .createSocket(beneath, beneath.getInetAddress().getHostAddress(), beneath.getPort(), true);
            SSLParameters parameters = socket.getSSLParameters();
            parameters.setServerNames(List.of(new SNIHostName(name)));
            socket.setSSLParameters(parameters);
            socket.startHandshake();
            return socket;
        } catch (GeneralSecurityException impossible) {
            throw new IOException("this Java has no TLS", impossible);
        }
    }
}
