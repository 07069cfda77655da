package frontdoor.observe;

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
import org.jspecify.annotations.Nullable;

/**
 * One JSON object per exchange, always with the same keys in the same order; what is not known is null.
 *
 * <p>{@code time} (RFC 3339, UTC), {@code client}, {@code host}, {@code method}, {@code target}, {@code protocol}, {@code tls},
 * {@code status}, {@code failure}, {@code reason}, {@code request-octets}, {@code response-octets}, {@code duration-ms}, {@code upstream-ms}, {@code site},
 * {@code upstream}, {@code peer}, {@code retries}, {@code request-id}, {@code referer}, {@code user-agent}.
 */
final class JsonLines implements LineFormat {
    private final SecondStamp seconds =
            new SecondStamp(DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss").withZone(ZoneOffset.UTC));

    @Override
    public void write(ExchangeRecord exchange, LineBuffer line) {
        RequestHead head = exchange.request();
        Fields fields = head.fields();
        long started = exchange.startedAtMillis();
        line.text("{\"time\":\"").octets(seconds.of(started));
        line.octet('.').padded((int) Math.floorMod(started, 1000L), 3).text("Z\"");
        line.text(",\"client\":\"").octets(exchange.client().text()).octet('"');
        Authority authority = head.authority();
        octets(line, "host", authority == null ? null : authority.octets());
        range(line, "method", fields.bytes(), head.methodStart(), head.methodLength());
        range(line, "target", fields.bytes(), head.targetStart(), head.targetLength());
        line.text(",\"protocol\":\"").text(head.version().protocol()).octet('"');
        line.text(",\"tls\":").text(exchange.connection().secure() ? "true" : "false");
        line.text(",\"status\":").number(LineFormat.statusOf(exchange));
        Failure failure = exchange.failure();
        text(line, "failure", failure == null ? null : failure.token());
        Flaw flaw = exchange.flaw();
        text(line, "reason", flaw == null ? null : flaw.words());
        line.text(",\"request-octets\":").number(exchange.requestBodyOctets());
        line.text(",\"response-octets\":").number(exchange.responseBodyOctets());
        millis(line, "duration-ms", exchange.durationNanos());
        millis(line, "upstream-ms", exchange.upstreamNanos());
        text(line, "site", exchange.site());
        text(line, "upstream", exchange.upstream());
        text(line, "peer", shown(exchange.peer()));
        line.text(",\"retries\":").number(exchange.retries());
        range(line, "request-id", fields.bytes(), head.requestIdStart(), head.requestIdLength());
        field(line, "referer", fields, FieldName.REFERER);
        field(line, "user-agent", fields, FieldName.USER_AGENT);
        line.text("}\n");
    }

    /** A socket of this machine has a path, and no port. */
    private static @Nullable String shown(@Nullable SocketAddress peer) {
        return switch (peer) {
            case null -> null;
            case InetSocketAddress inet -> NetUtil.toSocketAddressString(inet);
            default -> "unix:" + peer;
        };
    }

    private static void millis(LineBuffer line, String key, long nanos) {
        line.text(",\"").text(key).text("\":");
        if (nanos < 0) {
            line.text("null");
        } else {
            line.number(nanos / 1_000_000).octet('.').padded((int) (nanos / 1_000 % 1_000), 3);
        }
    }

    private static void field(LineBuffer line, String key, Fields fields, FieldName name) {
        int i = fields.find(name, 0);
        if (i < 0) {
            octets(line, key, null);
        } else {
            string(line, key, fields.bytes(), fields.valueStart(i), fields.valueLength(i));
        }
    }

    private static void text(LineBuffer line, String key, @Nullable String value) {
        octets(line, key, value == null ? null : Octets.of(value));
    }

    private static void octets(LineBuffer line, String key, byte @Nullable [] value) {
        if (value == null) {
            line.text(",\"").text(key).text("\":null");
        } else {
            string(line, key, value, 0, value.length);
        }
    }

    /** A part of a head that may not have been understood. */
    private static void range(LineBuffer line, String key, byte[] source, int start, int length) {
        if (length == 0) {
            octets(line, key, null);
        } else {
            string(line, key, source, start, length);
        }
    }

    private static void string(LineBuffer line, String key, byte[] source, int start, int length) {
        line.text(",\"").text(key).text("\":\"").json(source, start, length).octet('"');
    }
}
