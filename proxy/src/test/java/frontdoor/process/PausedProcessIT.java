package frontdoor.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import frontdoor.fixture.Backend;
import frontdoor.fixture.FreePort;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process that stands still for longer than it lets servers take, as in a long collection or on a machine that is moved. */
class PausedProcessIT {
    private static final Duration PAUSE = Duration.ofSeconds(18);

    @TempDir
    Path directory;

    @Test
    @DisplayName(
            "Q30. What has come meanwhile is taken for an answer in time: no wrong timeout, no retry, no server is down")
    void takesNothingForLateThatCameMeanwhile() throws Exception {
        CountDownLatch paused = new CountDownLatch(1);
        try (Backend backend = new Backend().does(connection -> {
            String request;
            while ((request = connection.readRequest()) != null) {
                if (!request.startsWith("GET /up ")) {
                    awaitOrEnd(paused);
                }
                connection.send("HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\ngood");
            }
        })) {
            SiteFiles site = new SiteFiles(directory, backend.port(), FreePort.take());
            SiteFiles.write(site.configuration(), """
                    frontdoor {
                      listen { plaintext = ["127.0.0.1:0"], tls = ["127.0.0.1:0"] }
                      admin.listen = off, access-log.enabled = false, state-directory = "state"
                      sites.shop {
                        hosts = ["%s"], certificate { chain = "certs/tls.crt", key = "certs/tls.key" }
                        timeouts { upstream-response = 15s, upstream-idle = 15s }
                        routes = [ { path = "/", upstream = pages } ]
                      }
                      upstreams.pages {
                        servers = ["127.0.0.1:%d", { url = "127.0.0.1:%d", backup = true }]
                        health-check { path = "/up", interval = 200ms, timeout = 15s, down-after = 1 }
                        ejection.failures = 1
                      }
                    }
                    """.formatted(SiteFiles.HOST, backend.port(), FreePort.take()));
            try (FrontdoorProcess frontdoor = FrontdoorProcess.serve(directory, site.configuration());
                    TlsClient client = TlsClient.connect(frontdoor.tlsPort())) {
                CompletableFuture<String> answer = CompletableFuture.supplyAsync(() -> ask(client));
                await().until(() ->
                        asked(backend).size() == 1 && backend.requests().size() > 3);
                frontdoor.signal("STOP");
                paused.countDown();
                await().pollDelay(PAUSE).atMost(PAUSE.multipliedBy(10)).until(() -> true);
                frontdoor.signal("CONT");
                assertThat(answer.join()).startsWith("HTTP/1.1 200 ");
                int checks = backend.requests().size();
                await().until(() -> backend.requests().size() > checks + 3);
                assertThat(asked(backend)).hasSize(1);
                assertThat(frontdoor.log().lines().filter(line -> line.contains(":" + backend.port())))
                        .noneMatch(line -> line.contains(" is down") || line.contains(" is ejected"));
            }
        }
    }

    private static String ask(TlsClient client) {
        try {
            return client.ask("/slow");
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static List<String> asked(Backend backend) {
        return backend.requests().stream()
                .filter(request -> !request.startsWith("GET /up "))
                .toList();
    }

    private static void awaitOrEnd(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
