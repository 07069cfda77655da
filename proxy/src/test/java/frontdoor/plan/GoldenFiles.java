package frontdoor.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Configurations, and what is said of each to the letter. With {@code -Dplan.write} the outputs are written instead of compared, to be
 * read before they are committed.
 */
public final class GoldenFiles {
    private static final Path CASES = Path.of("src", "test", "resources", "plan");
    private static final boolean WRITE = System.getProperty("plan.write") != null;

    private GoldenFiles() {}

    /** The names of the configurations, without {@code .conf}. */
    public static List<String> names(Predicate<String> wanted) throws IOException {
        try (Stream<Path> files = Files.list(CASES)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(file -> file.endsWith(".conf"))
                    .map(file -> file.substring(0, file.length() - ".conf".length()))
                    .filter(wanted)
                    .sorted()
                    .toList();
        }
    }

    /** The text of a configuration. */
    public static String config(String name) throws IOException {
        return Files.readString(CASES.resolve(name + ".conf"));
    }

    /** Compares {@code actual} with what is expected in {@code file}. */
    public static void compare(String file, String actual) throws IOException {
        Path golden = CASES.resolve(file);
        if (WRITE) {
            Files.writeString(golden, actual);
        }
        assertThat(actual).isEqualTo(Files.readString(golden));
    }
}
