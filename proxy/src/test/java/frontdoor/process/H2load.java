package frontdoor.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * h2load, round after round until it is stopped, HTTP/2 and HTTP/1.1 in turn: each round opens new connections and uses
 * them for hundreds of requests.
 */
final class H2load implements AutoCloseable {
    private static final int REQUESTS = 4_000;
    private static final Pattern SUM = Pattern.compile(
            "requests: (\\d+) total, \\d+ started, \\d+ done, (\\d+) succeeded, (\\d+) failed, (\\d+) errored, (\\d+) timeout");

    private final int port;
    private final AtomicBoolean stopped = new AtomicBoolean();
    private final CompletableFuture<Long> succeeded = new CompletableFuture<>();
    private final AtomicLong rounds = new AtomicLong();

    private H2load(int port) {
        this.port = port;
    }

    static boolean isInstalled() {
        return Files.isExecutable(Path.of("/usr/bin/h2load"));
    }

    static H2load start(int port) {
        H2load load = new H2load(port);
        Thread.ofVirtual().start(load::run);
        return load;
    }

    /** How many rounds have ended well. */
    long rounds() {
        return rounds.get();
    }

    boolean isGood() {
        return !succeeded.isCompletedExceptionally();
    }

    /** Ends after the round that runs; the number of requests, none of which has failed. */
    long stop() {
        stopped.set(true);
        return succeeded.join();
    }

    @Override
    public void close() {
        stopped.set(true);
        var _ = succeeded.handle((_, _) -> null).join();
    }

    private void run() {
        long requests = 0;
        try {
            while (!stopped.get()) {
                requests += rounds.get() % 2 == 0
                        ? round(port, REQUESTS, "-c", "20", "-m", "10")
                        : round(port, REQUESTS, "-c", "20", "-m", "1", "--h1");
                rounds.incrementAndGet();
            }
            succeeded.complete(requests);
        } catch (IOException | RuntimeException | AssertionError failed) {
            succeeded.completeExceptionally(failed);
        }
    }

    private static long round(int port, int requests, String... options) throws IOException {
        Round round = run(port, requests, options);
        assertThat(round.succeeded()).as(round.output()).isEqualTo(requests);
        return requests;
    }

    /** One round, whatever comes of it. */
    static Round run(int port, int requests, String... options) throws IOException {
        List<String> command =
                new ArrayList<>(List.of("h2load", "-n", Integer.toString(requests), "--connect-to=127.0.0.1:" + port));
        command.addAll(List.of(options));
        command.add("https://" + SiteFiles.HOST + ":" + port + "/");
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        Matcher sum = SUM.matcher(output);
        assertThat(sum.find()).as(output).isTrue();
        return new Round(Long.parseLong(sum.group(2)), output);
    }

    record Round(long succeeded, String output) {}
}
