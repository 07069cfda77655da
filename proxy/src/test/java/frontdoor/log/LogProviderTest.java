package frontdoor.log;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;

class LogProviderTest {
    @Test
    void logsAsConfiguredToStderr() {
        LogProvider provider = new LogProvider();
        provider.initialize();
        LoggerContext loggers = (LoggerContext) provider.getLoggerFactory();
        try {
            assertThat(loggers.getLogger(Logger.ROOT_LOGGER_NAME).getAppender(LogConfiguration.APPENDER))
                    .isInstanceOf(StderrAppender.class);
            assertThat(loggers.getLogger("io.netty").getLevel()).isEqualTo(Level.WARN);
            assertThat(loggers.isStarted()).isTrue();
        } finally {
            loggers.stop();
        }
    }

    /** SLF4J warns of a provider of another major version. */
    @Test
    void isWrittenForThisSlf4j() {
        assertThat(new LogProvider().getRequestedApiVersion()).startsWith("2.0");
    }
}
