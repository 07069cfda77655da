package frontdoor.observe;

import frontdoor.config.AccessLogField;
import frontdoor.exchange.ExchangeRecord;
import frontdoor.http.Authority;
import frontdoor.http.Failure;
import frontdoor.http.FieldName;
import frontdoor.http.Fields;
import frontdoor.http.Flaw;
import frontdoor.http.Octets;
import frontdoor.http.RequestHead;
import io.netty.util.NetUtil;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One JSON object per exchange, always with the same keys in the same order; what is not known is null. */
final class JsonLines implements LineFormat {
    private final SecondStamp seconds =
            new SecondStamp(DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss").withZone(ZoneOffset.UTC));

    private final AccessLogField[] fields;
    /** What stands before each value: {@code ,"key":}. */
    private final byte[][] keys;

    /** Lines of these fields, in this order. */
    JsonLines(List<AccessLogField> fields) {
        this.fields = fields.toArray(AccessLogField[]::new);
        this.keys = new byte[this.fields.length][];
        for (int i = 0; i < keys.length; i++) {
            keys[i] = Octets.of((i == 0 ? "{\"" : ",\"") + this.fields[i].key() + "\":");
        }
    }

    @Override
    public void write(ExchangeRecord exchange, LineBuffer line) {
        for (int i = 0; i < fields.length; i++) {
            line.octets(keys[i]);
            value(fields[i], exchange, line);
        }
        line.text("}\n");
    }

    private void value(AccessLogField field, ExchangeRecord exchange, LineBuffer line) {
        RequestHead head = exchange.request();
        byte[] octets = head.fields().bytes();
        switch (field) {
            case TIME -> time(line, exchange.startedAtMillis());
            case CLIENT -> line.octet('"').octets(exchange.client().text()).octet('"');
            case HOST -> octets(line, hostOf(head));
            case METHOD -> range(line, octets, head.methodStart(), head.methodLength());
            case TARGET -> range(line, octets, head.targetStart(), head.targetLength());
            case PROTOCOL -> line.octet('"').text(head.version().protocol()).octet('"');
            case TLS -> line.text(exchange.connection().secure() ? "true" : "false");
            case STATUS -> line.number(LineFormat.statusOf(exchange));
            case FAILURE -> failure(line, exchange.failure());
            case REASON -> reason(line, exchange.flaw());
            case REQUEST_OCTETS -> line.number(exchange.requestBodyOctets());
            case RESPONSE_OCTETS -> line.number(exchange.responseBodyOctets());
            case DURATION -> millis(line, exchange.durationNanos());
            case UPSTREAM_DURATION -> millis(line, exchange.upstreamNanos());
            case SITE -> text(line, exchange.site());
            case UPSTREAM -> text(line, exchange.upstream());
            case PEER -> text(line, shown(exchange.peer()));
            case RETRIES -> line.number(exchange.retries());
            case REQUEST_ID -> range(line, octets, head.requestIdStart(), head.requestIdLength());
            case REFERER -> field(line, head.fields(), FieldName.REFERER);
            case USER_AGENT -> field(line, head.fields(), FieldName.USER_AGENT);
        }
    }

    private void time(LineBuffer line, long millis) {
        line.octet('"').octets(seconds.of(millis)).octet('.');
        line.padded((int) Math.floorMod(millis, 1000L), 3).text("Z\"");
    }

    private static byte @Nullable [] hostOf(RequestHead head) {
        Authority authority = head.authority();
        return authority == null ? null : authority.octets();
    }

    private static void failure(LineBuffer line, @Nullable Failure failure) {
        text(line, failure == null ? null : failure.token());
    }

    private static void reason(LineBuffer line, @Nullable Flaw flaw) {
        text(line, flaw == null ? null : flaw.words());
    }

    /** A socket of this machine has a path, and no port. */
    private static @Nullable String shown(@Nullable SocketAddress peer) {
        return switch (peer) {
            case null -> null;
            case InetSocketAddress inet -> NetUtil.toSocketAddressString(inet);
            default -> "unix:" + peer;
        };
    }

    private static void millis(LineBuffer line, long nanos) {
        if (nanos < 0) {
            line.text("null");
        } else {
            line.number(nanos / 1_000_000).octet('.').padded((int) (nanos / 1_000 % 1_000), 3);
        }
    }

    private static void field(LineBuffer line, Fields fields, FieldName name) {
        int i = fields.find(name, 0);
        if (i < 0) {
            octets(line, null);
        } else {
            string(line, fields.bytes(), fields.valueStart(i), fields.valueLength(i));
        }
    }

    private static void text(LineBuffer line, @Nullable String value) {
        octets(line, value == null ? null : Octets.of(value));
    }

    private static void octets(LineBuffer line, byte @Nullable [] value) {
        if (value == null) {
            line.text("null");
        } else {
            string(line, value, 0, value.length);
        }
    }

    /** A part of a head that may not have been understood. */
    private static void range(LineBuffer line, byte[] source, int start, int length) {
        if (length == 0) {
            octets(line, null);
        } else {
            string(line, source, start, length);
        }
    }

    private static void string(LineBuffer line, byte[] source, int start, int length) {
        line.octet('"').json(source, start, length).octet('"');
    }
}
