package frontdoor.log;

import ch.qos.logback.classic.pattern.ClassicConverter;
import ch.qos.logback.classic.spi.ILoggingEvent;
import io.netty.util.NetUtil;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.slf4j.event.KeyValuePair;

/**
 * The keys of a line as {@code key="value"}, each behind a blank: addresses as people write them, and whatever could end a value or a
 * line escaped, since strangers have a say in values. A key without a value is left out.
 */
public final class KeysConverter extends ClassicConverter {
    @Override
    public String convert(ILoggingEvent event) {
        List<KeyValuePair> pairs = event.getKeyValuePairs();
        if (pairs == null) {
            return "";
        }
        StringBuilder keys = new StringBuilder();
        for (KeyValuePair pair : pairs) {
            if (pair.value != null) {
                keys.append(' ').append(pair.key).append("=\"");
                appendEscaped(keys, textOf(pair.value));
                keys.append('"');
            }
        }
        return keys.toString();
    }

    static String textOf(Object value) {
        return value instanceof InetSocketAddress address ? NetUtil.toSocketAddressString(address) : value.toString();
    }

    /** As in a string of JSON, and so with the characters that a terminal would act on without showing them. */
    static void appendEscaped(StringBuilder keys, String value) {
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            String escape = escapeOf(c);
            if (escape != null) {
                keys.append(escape);
            } else {
                keys.append(c);
            }
        }
    }

    private static @Nullable String escapeOf(char c) {
        return switch (c) {
            case '"' -> "\\\"";
            case '\\' -> "\\\\";
            case '\n' -> "\\n";
            case '\r' -> "\\r";
            case '\t' -> "\\t";
            default -> isShown(c) ? null : String.format(Locale.ROOT, "\\u%04x", (int) c);
        };
    }

    private static boolean isShown(char c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL, Character.FORMAT, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> false;
            default -> true;
        };
    }
}
