package frontdoor;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An application that believes it is served over plain HTTP, as a browser meets it: pages, a redirect, a cookie, a websocket. */
final class LegacyPages {
    private static final Pattern KEY = Pattern.compile("(?i)\r\nsec-websocket-key: *([^\r]+)\r\n");

    private LegacyPages() {}

    /** What happens on one connection; a {@link Backend.Script}. */
    static void serve(BackendConnection connection) throws IOException {
        String request;
        while ((request = connection.readRequest()) != null) {
            String target = request.split(" ", 3)[1];
            switch (target) {
                case "/moved" -> connection.send("""
                        HTTP/1.1 302 Found\r
                        Location: http://example.test/arrived\r
                        Content-Length: 0\r
                        \r
                        """);
                case "/login" -> connection.send(page("logged in", "Set-Cookie: session=1; Path=/\r\n"));
                case "/websocket" -> echo(connection, request);
                default -> connection.send(page("the page " + target, "Strict-Transport-Security: max-age=1\r\n"));
            }
        }
    }

    private static String page(String text, String fields) {
        String body = "<!doctype html><title>" + text + "</title><p>" + text;
        return "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: %d\r\n%s\r\n%s"
                .formatted(body.length(), fields, body);
    }

    /** Answers the handshake of RFC 6455 4.2.2, and sends back one short message, which came masked (5.3). */
    private static void echo(BackendConnection connection, String request) throws IOException {
        connection.send("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                + "Sec-WebSocket-Accept: " + accept(request) + "\r\n\r\n");
        String head = connection.read(2);
        int length = head.charAt(1) & 0x7f;
        String mask = connection.read(4);
        String masked = connection.read(length);
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < length; i++) {
            text.append((char) (masked.charAt(i) ^ mask.charAt(i % 4)));
        }
        connection.send("" + head.charAt(0) + (char) length + text);
    }

    private static String accept(String request) {
        Matcher key = KEY.matcher(request);
        if (!key.find()) {
            throw new AssertionError("no websocket handshake: " + request);
        }
        try {
            byte[] digest = MessageDigest.getInstance("SHA-1")
                    .digest((key.group(1) + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11").getBytes(ISO_8859_1));
            return Base64.getEncoder().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
