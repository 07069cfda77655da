package frontdoor.config;

import com.typesafe.config.ConfigOrigin;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The files of one configuration: their texts, and from which line of which of them a value came. */
final class SourceFiles {
    /** How Typesafe Config ends the description of an origin that has lines. */
    private static final Pattern LINES = Pattern.compile("(?s)(.*): (?:\\d+-)?(\\d+)");

    private final Map<String, String> texts = new LinkedHashMap<>();
    private final Set<Path> watched = new LinkedHashSet<>();

    /** Enters a text under the name that places will show. */
    void add(String name, String text) {
        texts.put(name, text);
    }

    /** Remembers that {@code file} was looked for, so that a reload notices when it changes or appears. */
    void watch(Path file) {
        watched.add(file);
    }

    /** Reads a file and enters it; otherwise says in plain words why not. */
    Optional<String> read(Path file) {
        watch(file);
        try {
            if (Files.isDirectory(file)) {
                return Optional.of("is a directory, not a file");
            }
            add(file.toString(), Files.readString(file, StandardCharsets.UTF_8));
            return Optional.empty();
        } catch (NoSuchFileException _) {
            return Optional.of("no such file");
        } catch (AccessDeniedException _) {
            return Optional.of("cannot be read: permission denied");
        } catch (CharacterCodingException _) {
            return Optional.of("is not UTF-8 text");
        } catch (IOException failed) {
            return Optional.of("cannot be read: " + failed.getMessage());
        }
    }

    String text(String name) {
        return texts.getOrDefault(name, "");
    }

    List<String> names() {
        return new ArrayList<>(texts.keySet());
    }

    Set<Path> watched() {
        return watched;
    }

    /** The place of an origin that is in one file; empty for the environment, and for merges of several files. */
    Optional<Place> place(ConfigOrigin origin) {
        String name = name(origin);
        return texts.containsKey(name)
                ? Optional.of(new Place(name, Math.max(0, origin.lineNumber())))
                : Optional.empty();
    }

    /** As {@link #place}, but the last line of a range: of several settings of a key the last one decides. */
    Optional<Place> lastPlace(ConfigOrigin origin) {
        Matcher lines = LINES.matcher(origin.description());
        return place(origin)
                .map(first -> lines.matches() ? new Place(first.file(), Integer.parseInt(lines.group(2))) : first);
    }

    private String name(ConfigOrigin origin) {
        Matcher lines = LINES.matcher(origin.description());
        return lines.matches() && origin.lineNumber() > 0 ? lines.group(1) : origin.description();
    }
}
