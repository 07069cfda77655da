package frontdoor.staple;

import frontdoor.report.Cause;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLContext;

/**
 * The way to a responder: one POST over plain HTTP (RFC 6960 appendix A), which answers within ten seconds and with 64 KiB at the most, and
 * leads nowhere else. What comes is not believed: it is signed.
 */
final class Responder {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int MOST_OCTETS = 64 << 10;
    private static final int OK = 200;

    private Responder() {}

    /**
     * What the responder answers. Blocks.
     *
     * @throws IOException when that is nothing, with the reason in words
     */
    static byte[] ask(Question question) throws IOException, InterruptedException {
        HttpClient client = client();
        try {
            HttpResponse<byte[]> answer = client.sendAsync(
                            request(question), BodyHandlers.limiting(BodyHandlers.ofByteArray(), MOST_OCTETS))
                    .get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            if (answer.statusCode() != OK) {
                throw new IOException("it answers with " + answer.statusCode());
            }
            return answer.body();
        } catch (TimeoutException _) {
            throw new IOException("it does not answer within " + PATIENCE.toSeconds() + " s");
        } catch (ExecutionException failed) {
            throw new IOException(
                    failed.getCause() instanceof ConnectException
                            ? "it cannot be connected to"
                            : Cause.inWords(failed));
        } finally {
            client.shutdownNow();
        }
    }

    private static HttpRequest request(Question question) throws IOException {
        try {
            return HttpRequest.newBuilder(URI.create(question.responder()))
                    .header("Content-Type", "application/ocsp-request")
                    .POST(HttpRequest.BodyPublishers.ofByteArray(question.octets()))
                    .build();
        } catch (IllegalArgumentException noAddress) {
            throw new IOException("that is no address");
        } catch (GeneralSecurityException unsupported) {
            throw new IOException("what is to be asked cannot be written");
        }
    }

    private static HttpClient client() throws IOException {
        try {
            // Its own would read the trust store of Java, for what never speaks TLS.
            SSLContext none = SSLContext.getInstance("TLS");
            none.init(null, null, null);
            return HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .followRedirects(HttpClient.Redirect.NEVER)
                    .connectTimeout(PATIENCE)
                    .sslContext(none)
                    .build();
        } catch (GeneralSecurityException impossible) {
            throw new IOException(impossible);
        }
    }
}
