package frontdoor.files;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A path whose last name is a pattern, such as {@code sites/*.conf}: {@code *} stands for any characters, {@code ?} for one. As in a shell, a
 * name that begins with a dot matches only where the pattern begins with one.
 */
public final class FilePattern {
    private static final Pattern WORDS = Pattern.compile("[^*?]+|[*?]");

    private FilePattern() {}

    /**
     * Whether the last name of {@code path} is a pattern, and not the name of a file that is there: clients of ACME call those of a
     * wildcard certificate {@code *.example.com.cer}. Blocks.
     */
    public static boolean isPattern(Path path) {
        return hasWildcard(String.valueOf(path.getFileName())) && !Files.exists(path);
    }

    public static boolean hasWildcard(String text) {
        return text.indexOf('*') >= 0 || text.indexOf('?') >= 0;
    }

    /**
     * Every path that {@code pattern} matches now, in the order of their names. Blocks.
     *
     * @throws IOException if the directory cannot be listed
     */
    public static List<Path> list(Path pattern) throws IOException {
        String name = String.valueOf(pattern.getFileName());
        Pattern form = form(name);
        List<Path> found = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(directoryOf(pattern))) {
            for (Path entry : entries) {
                String candidate = String.valueOf(entry.getFileName());
                if (form.matcher(candidate).matches() && (name.startsWith(".") || !candidate.startsWith("."))) {
                    found.add(pattern.resolveSibling(candidate));
                }
            }
        } catch (DirectoryIteratorException failed) {
            throw failed.getCause();
        }
        found.sort(null);
        return found;
    }

    /** The directory whose names decide what {@code pattern} matches. */
    public static Path directoryOf(Path pattern) {
        Path parent = pattern.getParent();
        return parent == null ? Path.of("") : parent;
    }

    private static Pattern form(String name) {
        return Pattern.compile(
                WORDS.matcher(name).replaceAll(word -> switch (word.group()) {
                    case "*" -> ".*";
                    case "?" -> ".";
                    default -> Matcher.quoteReplacement(Pattern.quote(word.group()));
                }),
                Pattern.DOTALL);
    }
}
