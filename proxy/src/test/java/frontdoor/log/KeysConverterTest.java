package frontdoor.log;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.slf4j.event.KeyValuePair;

/** Lines as the program's own configuration makes them. */
class KeysConverterTest {
    @Test
    void writesAddressesAsPeopleDo() throws UnknownHostException {
        byte[] loopback6 = new byte[16];
        loopback6[15] = 1;

        assertThat(keys("client", new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), 1234)))
                .isEqualTo("client=\"127.0.0.1:1234\"");
        assertThat(keys(
                        "peer",
                        new InetSocketAddress(InetAddress.getByAddress("a.test", new byte[] {10, 0, 0, 7}), 80)))
                .isEqualTo("peer=\"10.0.0.7:80\"");
        assertThat(keys("client", new InetSocketAddress(InetAddress.getByAddress(loopback6), 1234)))
                .isEqualTo("client=\"[::1]:1234\"");
        assertThat(keys("peer", InetSocketAddress.createUnresolved("legacy", 8080)))
                .isEqualTo("peer=\"legacy:8080\"");
    }

    @Test
    void escapesWhatCouldEndAValueOrALine() {
        assertThat(keys("reason", "a \"b\" \\ c")).isEqualTo("reason=\"a \\\"b\\\" \\\\ c\"");
        assertThat(keys("reason", "one\r\n\ttwo")).isEqualTo("reason=\"one\\r\\n\\ttwo\"");
        assertThat(keys("reason", "\0\u001b[31m\u007f\u009b\u2028\u202e"))
                .isEqualTo("reason=\"\\u0000\\u001b[31m\\u007f\\u009b\\u2028\\u202e\"");
        assertThat(keys("reason", "ein Ärger 😀")).isEqualTo("reason=\"ein Ärger 😀\"");
    }

    @Test
    void leavesOutWhatIsNotKnown() {
        assertThat(line(List.of(
                        new KeyValuePair("site", null), new KeyValuePair("lines", 3), new KeyValuePair("a", 1))))
                .endsWith(" INFO  what happened lines=\"3\" a=\"1\"\n");
        assertThat(line(List.of())).endsWith(" INFO  what happened\n");
        assertThat(line(null)).endsWith(" INFO  what happened\n");
    }

    private static String keys(String key, Object value) {
        String line = line(List.of(new KeyValuePair(key, value)));
        assertThat(line).endsWith("\n");
        return line.substring(line.indexOf(key + '='), line.length() - 1);
    }

    private static String line(@Nullable List<KeyValuePair> pairs) {
        LoggerContext context = new LoggerContext();
        try {
            new LogConfiguration().configure(context);
            Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
            LoggingEvent event = new LoggingEvent("", root, Level.INFO, "what happened", null, null);
            event.setKeyValuePairs(pairs);
            byte[] line = ((StderrAppender) root.getAppender(LogConfiguration.APPENDER)).lineOf(event);
            return new String(line, StandardCharsets.UTF_8);
        } finally {
            context.stop();
        }
    }
}
