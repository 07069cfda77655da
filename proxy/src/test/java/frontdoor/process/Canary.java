package frontdoor.process;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.random.RandomGenerator;

/**
 * A client in good faith, from an address of its own, that asks on a new connection each time and keeps account of the answers. One that
 * has not come whole within {@link #PATIENCE} is none.
 */
final class Canary {
    /** More than a machine takes that is busy with other things. */
    static final Duration PATIENCE = Duration.ofMinutes(1);

    private static final byte[] QUESTION = ("GET / HTTP/1.1\r\nHost: " + SiteFiles.HOST
                    + "\r\nConnection: close\r\n\r\n")
            .getBytes(StandardCharsets.US_ASCII);

    private final int plainPort;
    private final int tlsPort;
    private int answered;
    private int shed;
    private final List<String> failed = new ArrayList<>();
    private final List<Long> millis = new ArrayList<>();
    private long lastServed = System.nanoTime();
    private long longestUnserved;

    Canary(int plainPort, int tlsPort) {
        this.plainPort = plainPort;
        this.tlsPort = tlsPort;
    }

    void ask() {
        Sky sky = new Sky("127.0.0.9", plainPort, tlsPort, PATIENCE, RandomGenerator.getDefault());
        long before = System.nanoTime();
        String stage = "shaking hands";
        try {
            Socket client = sky.secure("http/1.1");
            stage = "asking";
            client.getOutputStream().write(QUESTION);
            String answer = new String(client.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
            judge(answer, Duration.ofNanos(System.nanoTime() - before));
        } catch (IOException failure) {
            fail(stage + ": " + failure);
        } finally {
            sky.clear();
            long now = System.nanoTime();
            millis.add((now - before) / 1_000_000);
            longestUnserved = Math.max(longestUnserved, now - lastServed);
        }
    }

    private void judge(String answer, Duration took) {
        if (took.compareTo(PATIENCE) > 0) {
            fail("answered after " + took);
        } else if (answer.startsWith("HTTP/1.1 200 ")) {
            answered++;
            longestUnserved = Math.max(longestUnserved, System.nanoTime() - lastServed);
            lastServed = System.nanoTime();
        } else if (answer.startsWith("HTTP/1.1 503 ")
                && answer.toLowerCase(Locale.ROOT).contains("\r\nretry-after:")) {
            shed++;
        } else {
            fail(answer.lines().findFirst().orElse("an empty answer"));
        }
    }

    private void fail(String how) {
        failed.add(Instant.now() + " " + how);
    }

    /** Answers of 200. */
    int answered() {
        return answered;
    }

    /** Answers of 503 that said when to come again. */
    int shed() {
        return shed;
    }

    List<String> failed() {
        return List.copyOf(failed);
    }

    /** The longest from one answer of 200 to the next. */
    Duration longestUnserved() {
        return Duration.ofNanos(longestUnserved);
    }

    /** What this part of all questions, 0 to 1, took at most, from the connection to the answer's end. */
    long millisWithin(double part) {
        List<Long> sorted = millis.stream().sorted().toList();
        return sorted.get((int) Math.min(sorted.size() - 1, Math.floor(part * sorted.size())));
    }
}
