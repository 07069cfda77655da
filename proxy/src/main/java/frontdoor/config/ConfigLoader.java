package frontdoor.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueType;
import frontdoor.hocon.Gathered;
import frontdoor.hocon.HoconFiles;
import frontdoor.hocon.Layer;
import frontdoor.hocon.Messages;
import frontdoor.hocon.Node;
import frontdoor.hocon.Places;
import frontdoor.hocon.Reference;
import frontdoor.hocon.RootKeys;
import frontdoor.hocon.SourceFiles;
import frontdoor.hocon.SyntaxError;
import frontdoor.hocon.WrittenPlaces;
import frontdoor.report.Place;
import frontdoor.report.Problem;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads a configuration file with everything it includes, and reports every problem in it at once.
 *
 * <p>One loader does one loading. Nothing but files and the environment ({@code ${?NAME}}) decides: no system property of
 * the JVM, nothing on the classpath but Frontdoor's own reference.conf.
 */
public final class ConfigLoader {
    private static final String ROOT = "frontdoor";

    private final Gathered findings = new Gathered(OtherServers::adviceFor);
    private final SourceFiles files = new SourceFiles();
    private @Nullable FrontdoorConfig built;

    public ConfigLoader() {}

    /** Loads {@code file}; whatever is wrong with it becomes a {@link Problem}, never an exception. */
    public static ConfigResult load(Path file) {
        return new ConfigLoader().loadFile(file);
    }

    /**
     * Loads a configuration that exists in memory only, such as that of {@code frontdoor demo}.
     *
     * @param name what places call it; relative paths are relative to the working directory
     */
    public static ConfigResult parse(String name, String text) {
        ConfigLoader loader = new ConfigLoader();
        loader.files.add(name, text);
        return loader.loadText(Path.of(name));
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

    public ConfigResult loadFile(Path file) {
        Optional<String> failure = files.read(file);
        failure.ifPresent(text -> findings.add(new Problem(new Place(file.toString(), 0), "", text)));
        return failure.isPresent() ? rejected() : loadText(file);
    }

    /** The keys that were asked for, for the test that compares them with what is documented. */
    public Set<String> keysRead() {
        return findings.keysRead();
    }

    private ConfigResult loadText(Path file) {
        try {
            return build(file);
        } catch (ConfigException failed) {
            Place place =
                    Optional.ofNullable(failed.origin()).flatMap(files::place).orElse(new Place(file.toString(), 0));
            findings.add(
                    failed instanceof ConfigException.Parse
                            ? SyntaxError.of(failed, place, files.text(place.file()), OtherServers::adviceForLine)
                            : new Problem(place, "", Messages.plain(failed)));
        } catch (StackOverflowError _) {
            findings.add(new Problem(new Place(file.toString(), 0), "", "is nested too deeply"));
        }
        return rejected();
    }

    private ConfigResult rejected() {
        return new ConfigResult.Rejected(findings.problems(files.names()), files.read());
    }

    private ConfigResult build(Path file) {
        ConfigObject written = new HoconFiles(files, findings).parse(file, List.of());
        Config resolved = written.toConfig().resolve();
        Places places = WrittenPlaces.ofNames(files, written, resolved.root());
        new RootKeys(files, findings).check(resolved.root(), places);
        ConfigValue block = resolved.root().get(ROOT);
        if (block == null) {
            boolean empty = files.text(file.toString()).isBlank();
            findings.add(new Problem(
                    new Place(file.toString(), 0),
                    "",
                    (empty ? "is empty: it " : "") + "has no frontdoor { ... } block"));
            return rejected();
        }
        WrittenPlaces within = WrittenPlaces.of(files, written.getOrDefault(ROOT, block), block);
        Node root =
                Node.root(findings, List.of(new Layer("", block, places.of(ROOT), within, false), Reference.layer()));
        if (block.valueType() != ConfigValueType.OBJECT) {
            root.requireObject();
            return rejected();
        }
        FrontdoorConfig config = ConfigReader.read(root, findings);
        built = config;
        return findings.hasProblems() ? rejected() : new ConfigResult.Loaded(config, files.read());
    }
}
