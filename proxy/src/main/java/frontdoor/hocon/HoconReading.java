package frontdoor.hocon;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueType;
import frontdoor.files.FilesRead;
import frontdoor.report.Place;
import frontdoor.report.Problem;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * One reading of a HOCON file with everything it includes, down to the block that is ours. Whatever is wrong becomes a {@link Problem}, never
 * an exception.
 *
 * <p>Nothing but files and the environment ({@code ${?NAME}}) decides: no system property of the JVM, nothing on the classpath but the
 * program's own reference.conf.
 */
public final class HoconReading {
    private final String block;
    private final Function<String, Optional<String>> foreignLines;
    private final Gathered gathered;
    private final SourceFiles files = new SourceFiles();

    /**
     * A reading that has not begun.
     *
     * @param block the name of ours at the root of the file
     * @param foreignKeys what to write for a key that another program has; empty when none is known to
     * @param foreignLines the same for a line that is no HOCON
     */
    public HoconReading(
            String block,
            Function<String, Optional<String>> foreignKeys,
            Function<String, Optional<String>> foreignLines) {
        this.block = block;
        this.foreignLines = foreignLines;
        this.gathered = new Gathered(foreignKeys, files);
    }

    /** What has come to light so far. */
    public Gathered gathered() {
        return gathered;
    }

    /** Every problem so far, in the order of files and lines. */
    public List<Problem> problems() {
        return gathered.problems(files.names());
    }

    /** The files that were read so far, or looked for. */
    public FilesRead filesRead() {
        return files.read();
    }

    /** The block in {@code file}; empty when it cannot be told from what is there. */
    public Optional<Node> read(Path file) {
        Optional<String> failure = files.read(file);
        failure.ifPresent(text -> addProblem(file, text));
        return failure.isPresent() ? Optional.empty() : readAdded(file);
    }

    /**
     * The block in a text that is in memory only.
     *
     * @param name what places call it; relative paths are relative to the working directory
     */
    public Optional<Node> parse(String name, String text) {
        files.add(name, text);
        return readAdded(Path.of(name));
    }

    private void addProblem(Path file, String text) {
        gathered.add(new Problem(new Place(file.toString(), 0), "", text));
    }

    private Optional<Node> readAdded(Path file) {
        try {
            return blockOf(file);
        } catch (ConfigException failed) {
            Place place = Optional.ofNullable(failed.origin())
                    .flatMap(files.origins()::place)
                    .orElse(new Place(file.toString(), 0));
            gathered.add(
                    failed instanceof ConfigException.Parse
                            ? SyntaxError.of(failed, place, files.text(place.file()), foreignLines)
                            : new Problem(place, "", Messages.plain(failed)));
        } catch (StackOverflowError _) {
            addProblem(file, "is nested too deeply");
        }
        return Optional.empty();
    }

    private Optional<Node> blockOf(Path file) {
        ConfigObject written = new HoconFiles(files, gathered).parse(file, List.of());
        Config resolved = written.toConfig().resolve();
        Places places = WrittenPlaces.ofNames(files, written, resolved.root());
        new RootKeys(files, gathered).check(resolved.root(), places);
        ConfigValue ours = resolved.root().get(block);
        if (ours == null) {
            boolean empty = files.text(file.toString()).isBlank();
            addProblem(file, (empty ? "is empty: it " : "") + "has no " + block + " { ... } block");
            return Optional.empty();
        }
        WrittenPlaces within = WrittenPlaces.of(files, written.getOrDefault(block, ours), ours);
        Node root =
                Node.root(gathered, List.of(new Layer("", ours, places.of(block), within, false), Reference.layer()));
        if (ours.valueType() != ConfigValueType.OBJECT) {
            root.requireObject();
            return Optional.empty();
        }
        return Optional.of(root);
    }
}
