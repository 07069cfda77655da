package frontdoor.process;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** The page of metrics of the admin listener on this port. */
record AdminMetrics(int port) {
    private static final int PATIENCE_MILLIS = 60_000;

    /** What it says now of {@code name}, with labels as they are written there. */
    long value(String name) throws IOException {
        return (long) valueIn(page(), name);
    }

    /** The whole page now. */
    String page() throws IOException {
        HttpURLConnection connection = (HttpURLConnection)
                URI.create("http://127.0.0.1:" + port + "/metrics").toURL().openConnection(Proxy.NO_PROXY);
        connection.setConnectTimeout(PATIENCE_MILLIS);
        connection.setReadTimeout(PATIENCE_MILLIS);
        try (var in = connection.getInputStream()) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } finally {
            connection.disconnect();
        }
    }

    /** What a page says of {@code name}; the most, where it is the beginning of several labels. */
    static double valueIn(String page, String name) {
        return page.lines()
                .filter(line -> line.startsWith(name + " ") || name.endsWith("=") && line.startsWith(name))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .max()
                .orElseThrow();
    }
}
