package frontdoor.log;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.PatternLayout;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ConfiguratorRank;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Layout;
import ch.qos.logback.core.encoder.LayoutWrappingEncoder;
import ch.qos.logback.core.spi.ContextAwareBase;
import ch.qos.logback.core.status.NopStatusListener;
import java.nio.charset.StandardCharsets;

/**
 * The logs of the process: to stderr, since stdout carries the access log and what commands print. In Java, which a start does not have to parse.
 *
 * <p>System properties change it: {@code frontdoor.log} the level, {@code frontdoor.log.upstream} that of connections to backends, and
 * {@code frontdoor.exceptions = full} shows whole stack traces.
 */
@ConfiguratorRank(ConfiguratorRank.CUSTOM_NORMAL_PRIORITY)
public final class LogConfiguration extends ContextAwareBase implements Configurator {
    static final String APPENDER = "STDERR";

    /** For logback, which finds it by its service file. */
    public LogConfiguration() {}

    @Override
    public ExecutionStatus configure(LoggerContext context) {
        context.getStatusManager().add(new NopStatusListener());
        StderrAppender stderr = new StderrAppender();
        stderr.setName(APPENDER);
        stderr.setContext(context);
        stderr.setEncoder(encoder(context, false));
        stderr.start();
        Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        root.setLevel(Level.toLevel(System.getProperty("frontdoor.log"), Level.INFO));
        root.addAppender(stderr);
        levels(context);
        return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
    }

    /** Levels of those who would say too much, or are told apart by a system property. */
    static void levels(LoggerContext context) {
        context.getLogger("io.netty").setLevel(Level.WARN);
        // Tells of every nonce that an authority finds too old, which is asked for again as the protocol has it.
        context.getLogger("org.shredzone.acme4j").setLevel(Level.WARN);
        // Warns of every client that takes no octet until it is cut off: such a client must not fill the log.
        context.getLogger("io.netty.handler.ssl.SslHandler").setLevel(Level.ERROR);
        context.getLogger("frontdoor.upstream")
                .setLevel(Level.toLevel(System.getProperty("frontdoor.log.upstream"), null));
        // Warns of a machine whose only interface is the loopback, where nothing depends on it.
        context.getLogger("io.netty.util.internal.MacAddressUtil").setLevel(Level.ERROR);
    }

    /** What makes lines of text, or of JSON. */
    static LayoutWrappingEncoder<ILoggingEvent> encoder(LoggerContext context, boolean json) {
        String exceptions = System.getProperty("frontdoor.exceptions", "short");
        Layout<ILoggingEvent> layout = json ? new JsonLayout(exceptions.equals("full")) : text(exceptions);
        layout.setContext(context);
        layout.start();
        LayoutWrappingEncoder<ILoggingEvent> encoder = new LayoutWrappingEncoder<>();
        encoder.setContext(context);
        encoder.setCharset(StandardCharsets.UTF_8);
        encoder.setLayout(layout);
        encoder.start();
        return encoder;
    }

    private static PatternLayout text(String exceptions) {
        PatternLayout layout = new PatternLayout();
        layout.getInstanceConverterMap().put("keys", KeysConverter::new);
        layout.setPattern("%d{\"yyyy-MM-dd'T'HH:mm:ss.SSSXXX\", UTC} %-5level %msg%keys%n%ex{" + exceptions + "}");
        return layout;
    }
}
