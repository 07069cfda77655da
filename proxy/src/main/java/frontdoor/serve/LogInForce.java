package frontdoor.serve;

import frontdoor.config.LogConfig;
import frontdoor.log.LogSettings;

/** The log of the process as a configuration has it. */
final class LogInForce {
    private LogInForce() {}

    /** Logs so from now on. */
    static void put(LogConfig config) {
        new LogSettings(config.json(), config.level(), config.levels()).apply();
    }
}
