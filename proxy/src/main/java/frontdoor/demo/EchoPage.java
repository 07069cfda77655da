package frontdoor.demo;

import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.util.List;

/** {@code /echo}: the request as it arrived, as plain text. */
final class EchoPage {
    static final String TITLE = "Echo";
    static final String MENDED =
            "it shows the request as it arrived, with the <code>X-Forwarded-*</code> that Frontdoor adds to"
                    + " tell who came, and how.";

    private EchoPage() {}

    static Answer answer(LegacyRequest request) {
        HttpRequest head = request.head();
        StringBuilder text = new StringBuilder()
                .append(head.method())
                .append(' ')
                .append(head.uri())
                .append(' ')
                .append(head.protocolVersion())
                .append('\n');
        head.headers()
                .forEach(field -> text.append(field.getKey())
                        .append(": ")
                        .append(field.getValue())
                        .append('\n'));
        text.append('\n').append(request.bodyOctets()).append(" octets of body\n");
        return new Answer.Whole(HttpResponseStatus.OK, "text/plain; charset=utf-8", text.toString(), List.of());
    }
}
