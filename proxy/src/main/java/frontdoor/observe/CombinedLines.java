package frontdoor.observe;

import frontdoor.exchange.ExchangeRecord;
import frontdoor.http.FieldName;
import frontdoor.http.Fields;
import frontdoor.http.RequestHead;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** The combined log format of Apache httpd, without a user, and with the request's id at its end, where nginx and Apache httpd have fields that were added. */
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
        quoted(line, fields, head.requestIdStart(), head.requestIdLength());
        line.octet('\n');
    }

    private static void field(LineBuffer line, Fields fields, FieldName name) {
        int i = fields.find(name, 0);
        quoted(line, fields, i < 0 ? 0 : fields.valueStart(i), i < 0 ? 0 : fields.valueLength(i));
    }

    private static void quoted(LineBuffer line, Fields fields, int start, int length) {
        line.text(" \"");
        if (length == 0) {
            line.octet('-');
        } else {
            line.combined(fields.bytes(), start, length);
        }
        line.octet('"');
    }
}
