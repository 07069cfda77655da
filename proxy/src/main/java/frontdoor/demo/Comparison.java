package frontdoor.demo;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javax.net.ssl.SSLSocket;

/**
 * The heads of two answers to one request: the application's own, and what left the front door.
 *
 * @param path what was asked for
 * @param before the lines of the application's head
 * @param after the lines of the head that a browser sees
 */
record Comparison(String path, List<String> before, List<String> after) {
    private static final InetAddress LOOPBACK = InetAddress.ofLiteral("127.0.0.1");
    private static final int PATIENCE_MILLIS = 5_000;
    private static final String HOST = "localhost";

    Comparison {
        before = List.copyOf(before);
        after = List.copyOf(after);
    }

    /** Asks both for {@code path}, the front door over TLS, whatever its certificate. Blocks. */
    static Comparison of(String path, int application, int frontDoor) throws IOException {
        try (Socket plain = new Socket(LOOPBACK, application);
                Socket beneath = new Socket(LOOPBACK, frontDoor);
                SSLSocket tls = OwnDoor.overTls(beneath, HOST)) {
            return new Comparison(
                    path, ask(plain, path, HOST + ":" + frontDoor), ask(tls, path, HOST + ":" + frontDoor));
        }
    }

    private static List<String> ask(Socket socket, String path, String host) throws IOException {
        socket.setSoTimeout(PATIENCE_MILLIS);
        OutputStream out = socket.getOutputStream();
        out.write(("GET " + path + " HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII));
        out.flush();
        BufferedReader head =
                new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
        List<String> lines = new ArrayList<>();
        for (String line = head.readLine(); line != null && !line.isEmpty(); line = head.readLine()) {
            lines.add(line);
        }
        return lines;
    }

    /** Both heads beside each other; what differs is marked. */
    String html() {
        return "<h2><code>GET " + Html.escape(path)
                + "</code></h2>\n<div class=\"pair\">\n<div><h3>From the application</h3>"
                + column(before, after, "del") + "</div>\n<div><h3>To the browser</h3>" + column(after, before, "ins")
                + "</div>\n</div>\n";
    }

    private static String column(List<String> lines, List<String> others, String mark) {
        List<String> known =
                others.stream().map(line -> line.toLowerCase(Locale.ROOT)).toList();
        StringBuilder html = new StringBuilder("<pre>");
        for (String line : lines) {
            String text = Html.escape(line);
            boolean same = known.contains(line.toLowerCase(Locale.ROOT));
            html.append(same ? text : "<" + mark + ">" + text + "</" + mark + ">")
                    .append('\n');
        }
        return html.append("</pre>").toString();
    }
}
