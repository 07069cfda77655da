package frontdoor.process;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** The page of metrics of the admin listener on this port. */
record AdminMetrics(int port) {
    /** What it says now of {@code name}, with labels as they are written there. */
    long value(String name) throws IOException {
        try (var in =
                URI.create("http://127.0.0.1:" + port + "/metrics").toURL().openStream()) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> line.startsWith(name + " "))
                    .mapToLong(line -> (long) Double.parseDouble(line.substring(line.indexOf(' ') + 1)))
                    .findFirst()
                    .orElseThrow();
        }
    }
}
