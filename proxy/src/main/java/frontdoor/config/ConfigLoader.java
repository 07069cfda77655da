package frontdoor.config;

import frontdoor.hocon.DecidedValue;
import frontdoor.hocon.HoconReading;
import frontdoor.hocon.Node;
import frontdoor.report.Problem;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One loading of a configuration file with everything it includes, which reports every problem in it at once. */
public final class ConfigLoader {
    private final HoconReading reading =
            new HoconReading("frontdoor", OtherServers::adviceFor, OtherServers::adviceForLine);
    private @Nullable FrontdoorConfig built;

    /** One that has not begun. */
    public ConfigLoader() {}

    /** Loads {@code file}; whatever is wrong with it becomes a {@link Problem}, never an exception. */
    public static ConfigResult load(Path file) {
        return new ConfigLoader().loadFile(file);
    }

    /** Loads {@code file}, as {@link #load} does, for whoever tells of it: its places know what was written there, too. */
    public static ConfigResult loadTelling(Path file) {
        ConfigLoader loader = new ConfigLoader();
        loader.reading.gathered().keepValues();
        return loader.loadFile(file);
    }

    /**
     * The outcome of a reading, and the values that are in force then, each with its place.
     *
     * @param values all of them, as far as they could be read
     */
    public record Effective(ConfigResult result, List<DecidedValue> values) {}

    /** Loads {@code file}, as {@link #load} does, for whoever tells all that is in force then. */
    public static Effective loadEffective(Path file) {
        ConfigLoader loader = new ConfigLoader();
        loader.reading.gathered().keepDecided();
        ConfigResult result = loader.loadFile(file);
        return new Effective(result, loader.reading.gathered().decided());
    }

    /**
     * Loads a configuration that exists in memory only, such as that of {@code frontdoor demo}.
     *
     * @param name what places call it; relative paths are relative to the working directory
     */
    public static ConfigResult parse(String name, String text) {
        ConfigLoader loader = new ConfigLoader();
        return loader.build(loader.reading.parse(name, text));
    }

    /**
     * What can be made out of a configuration with problems, in order to tell more of them or to find the running process; empty
     * when its syntax, or the file itself, is too broken for that. Values that are wrong are missing or stand-ins: never to be served.
     */
    public static Optional<FrontdoorConfig> salvage(Path file) {
        ConfigLoader loader = new ConfigLoader();
        loader.loadFile(file);
        return Optional.ofNullable(loader.built);
    }

    /** Loads {@code file}, as {@link #load} does. */
    public ConfigResult loadFile(Path file) {
        return build(reading.read(file));
    }

    /** The keys that were asked for, for the test that compares them with what is documented. */
    public Set<String> keysRead() {
        return reading.gathered().keysRead();
    }

    private ConfigResult build(Optional<Node> root) {
        FrontdoorConfig config =
                root.map(node -> FrontdoorConfig.read(node, reading.gathered())).orElse(null);
        built = config;
        return config == null || reading.gathered().hasProblems()
                ? new ConfigResult.Rejected(reading.problems(), reading.filesRead())
                : new ConfigResult.Loaded(config, reading.filesRead());
    }
}
