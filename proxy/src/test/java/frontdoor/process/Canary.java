package frontdoor.process;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.random.RandomGenerator;

/** A client in good faith, from an address of its own, that asks on a new connection each time and keeps account of the answers. */
final class Canary {
    private static final byte[] QUESTION = ("GET / HTTP/1.1\r\nHost: " + SiteFiles.HOST
                    + "\r\nConnection: close\r\n\r\n")
            .getBytes(StandardCharsets.US_ASCII);

    private final Storm.Sky sky;
    private int answered;
    private int shed;
    private final List<String> failed = new ArrayList<>();
    private long slowestMillis;

    Canary(int plainPort, int tlsPort) {
        sky = new Storm.Sky("127.0.0.9", plainPort, tlsPort, RandomGenerator.getDefault(), new ArrayList<>());
    }

    void ask() {
        long before = System.nanoTime();
        String stage = "shaking hands";
        try {
            Socket client = sky.secure("http/1.1");
            stage = "asking";
            client.getOutputStream().write(QUESTION);
            String answer = new String(client.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
            if (answer.startsWith("HTTP/1.1 200 ")) {
                answered++;
            } else if (answer.startsWith("HTTP/1.1 503 ")
                    && answer.toLowerCase(Locale.ROOT).contains("\r\nretry-after:")) {
                shed++;
            } else {
                failed.add(answer.lines().findFirst().orElse("an empty answer"));
            }
        } catch (IOException failure) {
            failed.add(Instant.now() + " " + stage + ": " + failure);
        } finally {
            slowestMillis = Math.max(slowestMillis, (System.nanoTime() - before) / 1_000_000);
            sky.clear();
            sky.sockets().clear();
        }
    }

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

    long slowestMillis() {
        return slowestMillis;
    }
}
