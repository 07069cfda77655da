package frontdoor.log;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import org.slf4j.ILoggerFactory;
import org.slf4j.IMarkerFactory;
import org.slf4j.helpers.BasicMarkerFactory;
import org.slf4j.spi.MDCAdapter;
import org.slf4j.spi.SLF4JServiceProvider;

/**
 * Logback with {@link LogConfiguration}, for SLF4J to be named by {@code -Dslf4j.provider}: logback's own would search every library for
 * configurations and for versions of itself first, at every start. SLF4J tells of it unless {@code -Dslf4j.internal.verbosity=WARN} is given, too.
 */
public final class LogProvider implements SLF4JServiceProvider {
    private final LoggerContext loggers = new LoggerContext();
    private final IMarkerFactory markers = new BasicMarkerFactory();
    private final LogbackMDCAdapter mdc = new LogbackMDCAdapter();

    /** For SLF4J, which is told its name. */
    public LogProvider() {}

    @Override
    public void initialize() {
        loggers.setName("default");
        loggers.setMDCAdapter(mdc);
        LogConfiguration configuration = new LogConfiguration();
        configuration.setContext(loggers);
        configuration.configure(loggers);
        loggers.start();
    }

    @Override
    public ILoggerFactory getLoggerFactory() {
        return loggers;
    }

    @Override
    public IMarkerFactory getMarkerFactory() {
        return markers;
    }

    @Override
    public MDCAdapter getMDCAdapter() {
        return mdc;
    }

    @Override
    public String getRequestedApiVersion() {
        return "2.0.99";
    }
}
