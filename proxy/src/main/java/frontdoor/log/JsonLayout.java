package frontdoor.log;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.LayoutBase;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import org.slf4j.event.KeyValuePair;

/**
 * Lines of the log as objects of JSON: {@code time} (RFC 3339, UTC), {@code level}, {@code logger}, {@code message}, which is always the same of an
 * event, then its keys, whose values are texts, and {@code exception} where there is one.
 */
final class JsonLayout extends LayoutBase<ILoggingEvent> {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

    private final boolean wholeTraces;

    /** Lines with the stack of an exception, or with its first line alone. */
    JsonLayout(boolean wholeTraces) {
        this.wholeTraces = wholeTraces;
    }

    @Override
    public String doLayout(ILoggingEvent event) {
        StringBuilder line = new StringBuilder(256);
        line.append('{');
        append(line, "time", TIME.format(event.getInstant()));
        append(line, "level", event.getLevel().toString());
        append(line, "logger", event.getLoggerName());
        append(line, "message", event.getFormattedMessage());
        List<KeyValuePair> pairs = event.getKeyValuePairs();
        if (pairs != null) {
            for (KeyValuePair pair : pairs) {
                if (pair.value != null) {
                    append(line, pair.key, KeysConverter.textOf(pair.value));
                }
            }
        }
        IThrowableProxy thrown = event.getThrowableProxy();
        if (thrown != null) {
            append(line, "exception", wholeTraces ? ThrowableProxyUtil.asString(thrown) : first(thrown));
        }
        return line.append("}\n").toString();
    }

    private static String first(IThrowableProxy thrown) {
        return thrown.getClassName() + (thrown.getMessage() == null ? "" : ": " + thrown.getMessage());
    }

    private static void append(StringBuilder line, String key, String value) {
        line.append(line.length() == 1 ? "\"" : ",\"").append(key).append("\":\"");
        KeysConverter.appendEscaped(line, value);
        line.append('"');
    }
}
