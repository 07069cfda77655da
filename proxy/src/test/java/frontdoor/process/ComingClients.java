package frontdoor.process;

import static java.nio.charset.StandardCharsets.US_ASCII;

import frontdoor.fixture.Http2Client;
import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/**
 * Clients that ask on and on, come again when they are told that their connection ends, and take nothing but an answer to each request: over
 * HTTP/1.1, over HTTP/2, with a connection for each request, and in the clear.
 */
final class ComingClients implements AutoCloseable {
    private static final int PATIENCE_MILLIS = 120_000;

    private final int tls;
    private final int plaintext;
    private final AtomicLong answered = new AtomicLong();
    private final AtomicLong connections = new AtomicLong();
    private final Queue<String> failures = new ConcurrentLinkedQueue<>();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private volatile boolean ended;

    private ComingClients(int tls, int plaintext) {
        this.tls = tls;
        this.plaintext = plaintext;
    }

    /** Asks from now on, {@code each} clients of each kind. */
    static ComingClients start(int tls, int plaintext, int each) {
        ComingClients clients = new ComingClients(tls, plaintext);
        for (int i = 0; i < each; i++) {
            clients.run("h1", () -> clients.askOverHttp1(Integer.MAX_VALUE));
            clients.run("h1, one request each", () -> clients.askOverHttp1(1));
            clients.run("h2", clients::askOverHttp2);
            clients.run("in the clear", clients::askInTheClear);
        }
        return clients;
    }

    private interface Visit {
        void run() throws IOException;
    }

    private void run(String kind, Visit visit) {
        threads.execute(() -> {
            while (!ended) {
                try {
                    visit.run();
                } catch (IOException | RuntimeException failed) {
                    failures.add(kind + ": " + failed);
                }
            }
        });
    }

    private void askOverHttp1(int most) throws IOException {
        try (TlsClient client = TlsClient.connect(tls)) {
            connections.incrementAndGet();
            boolean kept = true;
            for (int requests = 0; kept && requests < most && !ended; requests++) {
                String head = client.exchange("/stream/put");
                expect(head.startsWith("HTTP/1.1 200 "), head);
                kept = !head.contains("Connection: close");
            }
        }
    }

    private void askOverHttp2() throws IOException {
        try (Http2Client client = Http2Client.over(shakeHands())) {
            connections.incrementAndGet();
            while (!client.isGoneAway() && !ended) {
                int status = client.read(client.open(
                                true,
                                ":method",
                                "GET",
                                ":scheme",
                                "https",
                                ":authority",
                                SiteFiles.HOST,
                                ":path",
                                "/stream/put"))
                        .status();
                expect(status == 200, "status " + status);
            }
        }
    }

    private void askInTheClear() throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), plaintext)) {
            connections.incrementAndGet();
            socket.setSoTimeout(PATIENCE_MILLIS);
            socket.getOutputStream()
                    .write(("GET / HTTP/1.1\r\nHost: " + SiteFiles.HOST + "\r\nConnection: close\r\n\r\n")
                            .getBytes(US_ASCII));
            String answer = new String(socket.getInputStream().readAllBytes(), US_ASCII);
            expect(answer.startsWith("HTTP/1.1 301 "), answer);
        }
    }

    private SSLSocket shakeHands() throws IOException {
        try {
            SSLContext trusting = SSLContext.getInstance("TLS");
            trusting.init(null, InsecureTrustManagerFactory.INSTANCE.getTrustManagers(), null);
            SSLSocket socket =
                    (SSLSocket) trusting.getSocketFactory().createSocket(InetAddress.getLoopbackAddress(), tls);
            SSLParameters parameters = socket.getSSLParameters();
            parameters.setServerNames(List.of(new SNIHostName(SiteFiles.HOST)));
            parameters.setApplicationProtocols(new String[] {"h2"});
            socket.setSSLParameters(parameters);
            socket.setSoTimeout(PATIENCE_MILLIS);
            socket.startHandshake();
            return socket;
        } catch (GeneralSecurityException impossible) {
            throw new AssertionError(impossible);
        }
    }

    private void expect(boolean good, String answer) {
        if (good) {
            answered.incrementAndGet();
        } else {
            failures.add("answered with " + answer.lines().findFirst().orElse("nothing"));
        }
    }

    /** Requests that were answered so far. */
    long answered() {
        return answered.get();
    }

    /** Connections that were made so far. */
    long connections() {
        return connections.get();
    }

    /** What went wrong so far. */
    List<String> failures() {
        return List.copyOf(failures);
    }

    /** Lets every client come to the end of its request. */
    @Override
    public void close() {
        ended = true;
        threads.close();
    }
}
