package frontdoor.acme;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Answers that have a good beginning: those that end well, and those that do not end. */
class WholeAnswerTest {
    private static final Duration LONG = Duration.ofMinutes(2);

    private final CountDownLatch over = new CountDownLatch(1);
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpClient client = HttpClient.newHttpClient();
    private HttpServer server;

    @BeforeEach
    void open() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.start();
    }

    @AfterEach
    void close() {
        over.countDown();
        server.stop(0);
        threads.shutdownNow();
        client.close();
    }

    /** Writes a body of unknown length. */
    private interface Body {
        void write(OutputStream out) throws Exception;
    }

    private HttpResponse<InputStream> answer(String encoding, Body body) throws Exception {
        server.createContext("/", exchange -> {
            if (!encoding.isEmpty()) {
                exchange.getResponseHeaders().add("Content-Encoding", encoding);
            }
            exchange.sendResponseHeaders(200, 0);
            try (OutputStream out = exchange.getResponseBody()) {
                body.write(out);
            } catch (Exception gone) {
                throw new IOException(gone);
            }
        });
        URI uri = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
        return client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofInputStream());
    }

    @Test
    void hasAllOfABodyThatComesInPieces() throws Exception {
        HttpResponse<InputStream> answer = answer("", out -> {
            for (int i = 0; i < 1000; i++) {
                out.write("0123456789".getBytes(StandardCharsets.US_ASCII));
                out.flush();
            }
        });
        WholeAnswer whole = WholeAnswer.of(answer, LONG);
        assertThat(whole.body().readAllBytes()).hasSize(10_000);
        assertThat(whole.statusCode()).isEqualTo(200);
    }

    @Test
    void endsWhereABodyHasNoEnd() throws Exception {
        HttpResponse<InputStream> answer = answer("", out -> {
            while (over.getCount() > 0) {
                out.write(new byte[8192]);
            }
        });
        assertThatThrownBy(() -> WholeAnswer.of(answer, LONG)).hasMessage("its answer is longer than 1 MiB");
    }

    /** Not even a reset: whoever was there is gone behind a firewall that says nothing. */
    @Test
    void endsWhereABodyStandsStill() throws Exception {
        HttpResponse<InputStream> answer = answer("", out -> {
            out.write('{');
            out.flush();
            over.await();
        });
        assertThatThrownBy(() -> WholeAnswer.of(answer, Duration.ofSeconds(1)))
                .hasMessage("its answer had not ended after 1 s");
    }

    @Test
    void takesNothingThatIsCompressed() throws Exception {
        HttpResponse<InputStream> answer = answer("gzip", out -> out.write(new byte[20]));
        assertThatThrownBy(() -> WholeAnswer.of(answer, LONG))
                .hasMessage("its answer is compressed, which was not asked for");
    }
}
