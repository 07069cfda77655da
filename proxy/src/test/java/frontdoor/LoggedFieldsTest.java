package frontdoor;

import static org.assertj.core.api.Assertions.assertThat;

import frontdoor.config.AccessLogField;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The tables of the fields of both logs, beside the sources that write them. */
class LoggedFieldsTest {
    private static final Path PAGE = Path.of("docs", "metrics-and-logs.md");
    private static final Path SOURCES = Path.of("src", "main", "java");
    private static final Pattern ROW = Pattern.compile("(?m)^\\| `([^`]+)` \\| ");
    private static final Pattern KEY = Pattern.compile("addKeyValue\\(\\s*\"([^\"]+)\"");

    private static List<String> rows(String heading) throws IOException {
        String page = Files.readString(PAGE);
        int start = page.indexOf("\n## " + heading + "\n");
        int end = page.indexOf("\n## ", start + 1);
        return found(ROW, page.substring(start, end < 0 ? page.length() : end));
    }

    private static List<String> found(Pattern pattern, String text) {
        return pattern.matcher(text).results().map(found -> found.group(1)).toList();
    }

    @Test
    void thePageListsEveryKeyOfTheLog() throws IOException {
        try (Stream<Path> files = Files.walk(SOURCES)) {
            TreeSet<String> keys = files.filter(file -> file.toString().endsWith(".java"))
                    .flatMap(file -> found(KEY, read(file)).stream())
                    .collect(Collectors.toCollection(TreeSet::new));

            // The latter are what every line of JSON has, too.
            assertThat(keys).hasSizeGreaterThan(80).doesNotContain("time", "level", "logger", "message", "exception");
            assertThat(rows("The log")).containsExactlyElementsOf(keys);
        }
    }

    @Test
    void thePageListsEveryFieldOfTheAccessLogInItsOrder() throws IOException {
        assertThat(rows("The access log"))
                .isEqualTo(
                        AccessLogField.all().stream().map(AccessLogField::key).toList());
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
