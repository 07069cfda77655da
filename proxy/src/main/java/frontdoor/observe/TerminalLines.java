package frontdoor.observe;

import frontdoor.exchange.ExchangeRecord;
import frontdoor.http.Authority;
import frontdoor.http.RequestHead;
import java.util.concurrent.TimeUnit;

/** The lines for a person at a terminal: {@code 502 GET https://localhost/cart 3 ms upstream_connect_refused}. */
final class TerminalLines implements LineFormat {
    @Override
    public void write(ExchangeRecord exchange, LineBuffer line) {
        RequestHead head = exchange.request();
        line.padded(LineFormat.statusOf(exchange), 3).octet(' ');
        if (head.methodLength() == 0) {
            line.text("a request that was not understood");
        } else {
            byte[] bytes = head.fields().bytes();
            line.combined(bytes, head.methodStart(), head.methodLength()).octet(' ');
            Authority authority = head.authority();
            if (authority != null) {
                line.text(exchange.client().secure() ? "https://" : "http://").text(authority.host());
            }
            line.combined(bytes, head.targetStart(), head.targetLength());
        }
        line.octet(' ')
                .number(TimeUnit.NANOSECONDS.toMillis(exchange.durationNanos()))
                .text(" ms");
        if (exchange.failure() != null) {
            line.octet(' ').text(exchange.failure().token());
        }
        line.octet('\n');
    }
}
