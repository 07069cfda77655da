package frontdoor.config;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The settings of other servers that people look for here, and what to write instead. */
final class OtherServers {
    /** Lines of a name as it is spelt there, whose it is, and ours. */
    private static final String TABLE = read();

    private static final Map<String, String[]> BY_NAME = TABLE.lines()
            .map(line -> line.split("\\|", 3))
            .collect(Collectors.toMap(columns -> columns[0], Function.identity()));

    private static final Pattern FIRST_WORDS = Pattern.compile("\\s*([\\w-]+)[ \\t]+(?![={:+\\[])([\\w-]+)?");

    private OtherServers() {}

    /** What to write for a key that another server has; empty when none is known to have it. */
    static Optional<String> adviceFor(String key) {
        String[] columns = BY_NAME.get(key.toLowerCase(Locale.ROOT).replaceAll("[ -]", "_"));
        return Optional.ofNullable(columns).map(found -> found[1] + "'s " + key + ": " + found[2]);
    }

    /** The same for a line that is no HOCON, by how it begins. */
    static Optional<String> adviceForLine(String line) {
        Matcher words = FIRST_WORDS.matcher(line);
        if (!words.lookingAt()) {
            return Optional.empty();
        }
        String first = words.group(1);
        Optional<String> both = Optional.ofNullable(words.group(2)).flatMap(second -> adviceFor(first + " " + second));
        return both.or(() -> adviceFor(first));
    }

    private static String read() {
        try (InputStream table = OtherServers.class.getResourceAsStream("other-servers.txt")) {
            return new String(Objects.requireNonNull(table).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** Every name in the table, for the test that compares what it says with the keys that there are. */
    static Iterable<String> all() {
        return Arrays.asList(TABLE.split("\n"));
    }
}
