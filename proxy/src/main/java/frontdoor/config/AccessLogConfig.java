package frontdoor.config;

import java.nio.file.Path;
import java.util.Optional;

/**
 * The access log.
 *
 * @param file where it is appended to; empty for stdout
 */
public record AccessLogConfig(boolean enabled, Format format, Optional<Path> file) {
    /** One line per exchange. */
    public enum Format {
        /** A JSON object. */
        JSON,
        /** The combined log format of Apache httpd. */
        COMBINED
    }
}
