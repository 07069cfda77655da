package frontdoor.acme;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLSession;

/**
 * The answer of an authority, of which everything has come. acme4j's own patience ends with the head of an answer: it reads however much
 * follows, for however long, so that one body that stands still would keep a certificate from ever being renewed.
 */
final class WholeAnswer implements HttpResponse<InputStream> {
    /** A hundred times the longest chain, or list of the names of an order, that is in use. */
    private static final int MOST_OCTETS = 1 << 20;

    /** An answer that nobody can go on with. */
    static final class UnusableException extends IOException {
        private static final long serialVersionUID = 1;

        private UnusableException(String message) {
            super(message);
        }
    }

    private final HttpResponse<InputStream> head;
    private final byte[] octets;

    private WholeAnswer(HttpResponse<InputStream> head, byte[] octets) {
        this.head = head;
        this.octets = octets;
    }

    /**
     * Reads the body of {@code answer}. Blocks for as long as {@code patience} at most.
     *
     * @throws UnusableException if it does not end in time, is longer than 1 MiB, or is compressed, which nobody has asked for
     */
    static WholeAnswer of(HttpResponse<InputStream> answer, Duration patience) throws IOException {
        CompletableFuture<Boolean> late =
                new CompletableFuture<Boolean>().completeOnTimeout(true, patience.toNanos(), TimeUnit.NANOSECONDS);
        try (InputStream body = answer.body()) {
            if (answer.headers().firstValue("Content-Encoding").isPresent()) {
                throw new UnusableException("its answer is compressed, which was not asked for");
            }
            var _ = late.thenRun(() -> end(body));
            byte[] octets = read(body, late, patience);
            if (octets.length > MOST_OCTETS) {
                throw new UnusableException("its answer is longer than 1 MiB");
            }
            return new WholeAnswer(answer, octets);
        } finally {
            late.cancel(false);
        }
    }

    private static byte[] read(InputStream body, CompletableFuture<Boolean> late, Duration patience)
            throws IOException {
        IOException failure = null;
        byte[] octets = {};
        try {
            octets = body.readNBytes(MOST_OCTETS + 1);
        } catch (IOException failed) {
            failure = failed;
        }
        if (late.getNow(false)) {
            throw new UnusableException("its answer had not ended after " + patience.toSeconds() + " s");
        }
        if (failure != null) {
            throw failure;
        }
        return octets;
    }

    /** Whoever waits for more of it waits no longer. */
    private static void end(InputStream body) {
        try {
            body.close();
        } catch (IOException _) {
            // It has ended either way.
        }
    }

    @Override
    public InputStream body() {
        return new ByteArrayInputStream(octets);
    }

    @Override
    public int statusCode() {
        return head.statusCode();
    }

    @Override
    public HttpRequest request() {
        return head.request();
    }

    @Override
    public Optional<HttpResponse<InputStream>> previousResponse() {
        return head.previousResponse();
    }

    @Override
    public HttpHeaders headers() {
        return head.headers();
    }

    @Override
    public Optional<SSLSession> sslSession() {
        return head.sslSession();
    }

    @Override
    public URI uri() {
        return head.uri();
    }

    @Override
    public HttpClient.Version version() {
        return head.version();
    }
}
