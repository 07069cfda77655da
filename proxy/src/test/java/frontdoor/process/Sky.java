package frontdoor.process;

import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/** Sockets from one address, all known, so that all are closed; once that has been done no more are opened. Any thread may call. */
final class Sky {
    private final String from;
    private final int plainPort;
    private final int tlsPort;
    private final int patienceMillis;
    private final RandomGenerator random;
    private final List<Socket> sockets = new ArrayList<>();
    private boolean cleared;

    /** Waits {@code patience} for a connection and for every octet. */
    Sky(String from, int plainPort, int tlsPort, Duration patience, RandomGenerator random) {
        this.from = from;
        this.plainPort = plainPort;
        this.tlsPort = tlsPort;
        this.patienceMillis = (int) patience.toMillis();
        this.random = random;
    }

    RandomGenerator random() {
        return random;
    }

    int tlsPort() {
        return tlsPort;
    }

    Socket plain() throws IOException {
        return plainTo(plainPort);
    }

    Socket plainTo(int port) throws IOException {
        Socket socket = new Socket();
        keep(socket);
        socket.setReceiveBufferSize(4096);
        socket.setSoTimeout(patienceMillis);
        socket.bind(new InetSocketAddress(from, 0));
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), patienceMillis);
        return socket;
    }

    private synchronized void keep(Socket socket) throws IOException {
        if (cleared) {
            socket.close();
            throw new SocketException("it is over");
        }
        sockets.add(socket);
    }

    Socket secure(String protocol) throws IOException {
        try {
            SSLContext trusting = SSLContext.getInstance("TLS");
            trusting.init(null, InsecureTrustManagerFactory.INSTANCE.getTrustManagers(), null);
            SSLSocket socket = (SSLSocket)
                    trusting.getSocketFactory().createSocket(plainTo(tlsPort), SiteFiles.HOST, tlsPort, true);
            SSLParameters parameters = socket.getSSLParameters();
            parameters.setServerNames(List.of(new SNIHostName(SiteFiles.HOST)));
            parameters.setApplicationProtocols(new String[] {protocol});
            socket.setSSLParameters(parameters);
            socket.startHandshake();
            return socket;
        } catch (GeneralSecurityException impossible) {
            throw new AssertionError(impossible);
        }
    }

    /** Ends everything with a reset. */
    synchronized void clear() {
        cleared = true;
        for (Socket socket : sockets) {
            try (socket) {
                socket.setSoLinger(true, 0);
            } catch (IOException alreadyGone) {
                // Just as well.
            }
        }
    }
}
