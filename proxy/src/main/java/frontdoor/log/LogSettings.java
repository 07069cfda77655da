package frontdoor.log;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The settings of the log: how a line looks, and from which level on there is one.
 *
 * @param json whether a line is an object of JSON
 * @param level of everything: {@code error}, {@code warn}, {@code info}, {@code debug} or {@code trace}
 * @param levels of packages: rooms of the program by their own name, all others by the whole name
 */
public record LogSettings(boolean json, String level, Map<String, String> levels) {
    /** Those of a process that has read nothing yet. */
    public static final LogSettings USUAL = new LogSettings(false, "info", Map.of());

    /** Static, since a process has one log. */
    private static final AtomicReference<LogSettings> IN_FORCE = new AtomicReference<>(USUAL);

    public LogSettings {
        levels = Map.copyOf(levels);
    }

    /** Logs so from now on. */
    public void apply() {
        LogSettings before = IN_FORCE.getAndSet(this);
        if (equals(before) || !(LoggerFactory.getILoggerFactory() instanceof LoggerContext context)) {
            return;
        }
        before.levels.keySet().forEach(name -> context.getLogger(loggerOf(name)).setLevel(null));
        LogConfiguration.levels(context);
        if (!level.equals(before.level)) {
            context.getLogger(Logger.ROOT_LOGGER_NAME).setLevel(Level.toLevel(level));
        }
        levels.forEach((name, its) -> context.getLogger(loggerOf(name)).setLevel(Level.toLevel(its)));
        if (json != before.json
                && context.getLogger(Logger.ROOT_LOGGER_NAME).getAppender(LogConfiguration.APPENDER)
                        instanceof StderrAppender stderr) {
            stderr.setEncoder(LogConfiguration.encoder(context, json));
        }
    }

    private static String loggerOf(String name) {
        return name.contains(".") ? name : "frontdoor." + name;
    }
}
