package frontdoor.probe;

import frontdoor.listen.ProbeSources;
import frontdoor.x509.PresentedCertificate;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLSocket;

/**
 * A connection of the process to one of its own listeners, marked as such before it is opened, and cut when its time is over.
 *
 * <h2>Threads</h2>
 *
 * Blocks whoever uses it, never longer than its time.
 */
final class ProbeSocket implements AutoCloseable {
    private static final InetAddress LOOPBACK = InetAddress.ofLiteral("127.0.0.1");

    private final Socket tcp = new Socket();
    private final ProbeSources sources;
    private final InetSocketAddress source;
    private final InetSocketAddress target;
    private final ScheduledFuture<?> cutting;
    private PresentedCertificate presented = _ -> true;
    private volatile boolean cut;

    /** Binds and marks it; {@code listener} is where the process listens. */
    ProbeSocket(InetSocketAddress listener, ProbeSources sources, ScheduledExecutorService timer, Duration patience)
            throws IOException {
        this.sources = sources;
        // The listener for every address, v4 and v6, is reached over loopback; any other under its own address, and
        // from there.
        InetAddress address = listener.getAddress().isAnyLocalAddress() ? LOOPBACK : listener.getAddress();
        target = new InetSocketAddress(address, listener.getPort());
        tcp.bind(new InetSocketAddress(address, 0));
        source = new InetSocketAddress(address, tcp.getLocalPort());
        sources.add(source);
        cutting = timer.schedule(this::cut, patience.toMillis(), TimeUnit.MILLISECONDS);
    }

    Socket connect() throws IOException {
        tcp.connect(target);
        return tcp;
    }

    /** Connects and shakes hands, offering one protocol of ALPN. */
    SSLSocket shakeHands(ProbedHost host, String protocol) throws IOException {
        SSLSocket tls = ProbeTls.shakeHands(connect(), host, protocol);
        presented = ProbeTls.presented(tls);
        return tls;
    }

    /** The certificate of {@link #shakeHands}; where none was needed, one that names every host. */
    PresentedCertificate presented() {
        return presented;
    }

    /** Whether its time was over before it was closed. */
    boolean wasCut() {
        return cut;
    }

    /** Ends it before its answer has come; on any thread. */
    void cut() {
        cut = true;
        closeTcp();
    }

    private void closeTcp() {
        try {
            tcp.close();
        } catch (IOException _) {
            // It is closed as far as it can be.
        }
    }

    @Override
    public void close() {
        cutting.cancel(false);
        closeTcp();
        sources.remove(source);
    }
}
