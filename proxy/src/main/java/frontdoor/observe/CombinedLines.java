package frontdoor.observe;

import frontdoor.exchange.ExchangeRecord;
import frontdoor.http.FieldName;
import frontdoor.http.Fields;
import frontdoor.http.RequestHead;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** The combined log format of Apache httpd, without a user: Frontdoor authenticates nobody. */
final class CombinedLines implements LineFormat {
    private final SecondStamp seconds = new SecondStamp(
            DateTimeFormatter.ofPattern("dd/MMM/uuuu:HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC));

    @Override
    public void write(ExchangeRecord exchange, LineBuffer line) {
        RequestHead head = exchange.request();
        Fields fields = head.fields();
        line.octets(exchange.client().text()).text(" - - [");
        line.octets(seconds.of(exchange.startedAtMillis())).text(" +0000] \"");
        if (head.methodLength() == 0) {
            line.octet('-');
        } else {
            line.combined(fields.bytes(), head.methodStart(), head.methodLength())
                    .octet(' ');
            line.combined(fields.bytes(), head.targetStart(), head.targetLength());
            line.octet(' ').text(head.version().protocol());
        }
        line.text("\" ").number(LineFormat.statusOf(exchange)).octet(' ');
        if (exchange.responseBodyOctets() == 0) {
            line.octet('-');
        } else {
            line.number(exchange.responseBodyOctets());
        }
        field(line, fields, FieldName.REFERER);
        field(line, fields, FieldName.USER_AGENT);
        line.octet('\n');
    }

    private static void field(LineBuffer line, Fields fields, FieldName name) {
        line.text(" \"");
        int i = fields.find(name, 0);
        if (i < 0) {
            line.octet('-');
        } else {
            line.combined(fields.bytes(), fields.valueStart(i), fields.valueLength(i));
        }
        line.octet('"');
    }
}
