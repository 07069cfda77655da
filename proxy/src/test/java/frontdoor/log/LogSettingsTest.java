package frontdoor.log;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.slf4j.event.KeyValuePair;

/** The log as a configuration has it: its lines, and its levels. */
class LogSettingsTest {
    private static JsonNode line(Throwable thrown, KeyValuePair... pairs) throws IOException {
        LoggerContext context = new LoggerContext();
        LoggingEvent event = new LoggingEvent(
                "x", context.getLogger("frontdoor.acme.Issuance"), Level.WARN, "what happened", thrown, null);
        event.setKeyValuePairs(List.of(pairs));
        String line = new String(LogConfiguration.encoder(context, true).encode(event), StandardCharsets.UTF_8);
        assertThat(line).endsWith("}\n").hasLineCount(1);
        return new ObjectMapper().readTree(line);
    }

    @Test
    void aLineOfJsonHasEverythingThatALineOfTextHas() throws IOException {
        JsonNode line = line(null, new KeyValuePair("site", "shop"), new KeyValuePair("none", null));

        assertThat(line.properties())
                .extracting(Map.Entry::getKey)
                .containsExactly("time", "level", "logger", "message", "site");
        assertThat(line.get("time").asText()).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z");
        assertThat(line.get("level").asText()).isEqualTo("WARN");
        assertThat(line.get("logger").asText()).isEqualTo("frontdoor.acme.Issuance");
        assertThat(line.get("message").asText()).isEqualTo("what happened");
        assertThat(line.get("site").asText()).isEqualTo("shop");
    }

    @Test
    void whatStrangersSayStaysInItsValue() throws IOException {
        String evil = "\"},\n{\"level\":\"ERROR\" \\ \u0000\u001b[31m\u2028 \ud83d\ude00";

        assertThat(line(null, new KeyValuePair("reason", evil)).get("reason").asText())
                .isEqualTo(evil);
    }

    @Test
    void anExceptionIsAKeyOfItsLine() throws IOException {
        assertThat(line(new IllegalStateException("broken\nhere"))
                        .get("exception")
                        .asText())
                .isEqualTo("java.lang.IllegalStateException: broken\nhere");
    }

    @Test
    void levelsHoldUntilOthersDo() {
        LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
        try {
            new LogSettings(false, "info", Map.of("nosuchroom", "trace", "org.nobody", "error")).apply();
            assertThat(context.getLogger("frontdoor.nosuchroom.Any").getEffectiveLevel())
                    .isEqualTo(Level.TRACE);
            assertThat(context.getLogger("org.nobody.Any").getEffectiveLevel()).isEqualTo(Level.ERROR);
        } finally {
            LogSettings.USUAL.apply();
        }
        assertThat(context.getLogger("frontdoor.nosuchroom").getLevel()).isNull();
        assertThat(context.getLogger("org.nobody").getLevel()).isNull();
        assertThat(context.getLogger("io.netty").getLevel()).isEqualTo(Level.WARN);
    }
}
