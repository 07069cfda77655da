package frontdoor;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Finds the configuration file that a command means. */
final class ConfigFile {
    static final String ENVIRONMENT = "FRONTDOOR_CONFIG";
    static final String DEFAULT = "/etc/frontdoor/frontdoor.conf";

    private ConfigFile() {}

    /** The file given, else the one the environment names, else the one in /etc. */
    static Path find(@Nullable Path given) {
        if (given != null) {
            return given;
        }
        String named = System.getenv(ENVIRONMENT);
        return Path.of(named == null || named.isBlank() ? DEFAULT : named);
    }
}
