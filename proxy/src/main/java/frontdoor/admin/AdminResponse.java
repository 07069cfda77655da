package frontdoor.admin;

import frontdoor.http.StatusPhrases;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;

/** The octets of an answer; the connection ends behind it. */
final class AdminResponse {
    private AdminResponse() {}

    /** Writes {@code answer}, without its body where a request wants the head only. */
    static void write(OutputStream out, AdminAnswer answer, boolean withBody) throws IOException {
        byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
        StringBuilder head = new StringBuilder("HTTP/1.1 ")
                .append(answer.status())
                .append(' ')
                .append(new String(StatusPhrases.of(answer.status()), StandardCharsets.US_ASCII))
                .append("\r\nDate: ")
                .append(DateTimeFormatter.RFC_1123_DATE_TIME.format(ZonedDateTime.now(ZoneOffset.UTC)))
                .append("\r\nContent-Type: ")
                .append(answer.contentType())
                .append("\r\nContent-Length: ")
                .append(body.length)
                .append("\r\nCache-Control: no-store\r\nX-Content-Type-Options: nosniff\r\nConnection: close\r\n");
        if (answer.status() == 503) {
            head.append("Retry-After: 1\r\n");
        }
        if (answer.status() == 401) {
            head.append("WWW-Authenticate: Bearer\r\n");
        }
        out.write(head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1));
        if (withBody) {
            out.write(body);
        }
        out.flush();
    }
}
