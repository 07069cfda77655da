package frontdoor.hocon;

import com.typesafe.config.ConfigOrigin;
import frontdoor.files.FileContent;
import frontdoor.files.FileDigest;
import frontdoor.files.FilesRead;
import frontdoor.report.Cause;
import frontdoor.report.Place;
import frontdoor.report.ProcessUser;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The files of one configuration: their texts, and from which line of which of them a value came. */
public final class SourceFiles {
    private static final String LINES = ": ";

    private final Map<String, String> texts = new LinkedHashMap<>();
    /** The same names: all places of a file share one. */
    private final Map<String, String> names = new HashMap<>();

    private final Map<Path, String> digests = new LinkedHashMap<>();
    /** Of files that values name: thousands of sites may name the same one. */
    private final Map<Path, FileReading> contents = new HashMap<>();

    /** Enters a text under the name that places will show. */
    public void add(String name, String text) {
        texts.put(name, text);
        names.putIfAbsent(name, name);
    }

    /** Remembers that {@code file} was looked for, so that a reload notices when it changes or appears. */
    void watch(Path file) {
        digests.computeIfAbsent(file, FileDigest::of);
    }

    /** Reads a file and enters it; otherwise says in plain words why not. */
    public Optional<String> read(Path file) {
        try {
            if (Files.isDirectory(file)) {
                watch(file);
                return Optional.of("is a directory, not a file");
            }
            byte[] octets = octets(file);
            digests.put(file, FileDigest.of(octets));
            SourceText text = SourceText.of(octets);
            if (text.fault().isEmpty()) {
                add(file.toString(), text.text());
            }
            return text.fault();
        } catch (IOException failed) {
            watch(file);
            return Optional.of(reason(failed));
        }
    }

    /** What {@code file} holds, which is read and watched once. */
    FileReading content(Path file) {
        return contents.computeIfAbsent(file, this::readContent);
    }

    private FileReading readContent(Path file) {
        try {
            if (Files.isDirectory(file)) {
                watch(file);
                return new FileReading.Unreadable("is a directory, not a file");
            }
            FileContent content = new FileContent(file, octets(file));
            digests.put(file, content.digest());
            return new FileReading.Read(content);
        } catch (IOException failed) {
            watch(file);
            return new FileReading.Unreadable(reason(failed));
        }
    }

    /** Whether there is a file, which is watched in either case: so it is noticed when it appears. */
    boolean isThere(Path file) {
        watch(file);
        return Files.isRegularFile(file);
    }

    private static byte[] octets(Path file) throws IOException {
        try (InputStream stream = Files.newInputStream(file)) {
            byte[] octets = stream.readNBytes(FileDigest.MOST_OCTETS + 1);
            if (octets.length > FileDigest.MOST_OCTETS) {
                throw new IOException("is larger than 64 MiB");
            }
            return octets;
        }
    }

    private static String reason(IOException failed) {
        return switch (failed) {
            case NoSuchFileException _ -> "no such file";
            case AccessDeniedException _ -> "cannot be read: permission denied for " + ProcessUser.text();
            default -> "cannot be read: " + Cause.inWords(failed);
        };
    }

    public String text(String name) {
        return texts.getOrDefault(name, "");
    }

    public List<String> names() {
        return new ArrayList<>(texts.keySet());
    }

    /** Every file that was looked for, with what it held. */
    public FilesRead read() {
        return new FilesRead(digests);
    }

    /** The place of an origin that is in one file; empty for the environment, and for merges of several files. */
    public Optional<Place> place(ConfigOrigin origin) {
        return place(origin, Math.max(0, origin.lineNumber()));
    }

    private Optional<Place> place(ConfigOrigin origin, int line) {
        String description = origin.description();
        String written = description.substring(0, endOfName(origin, description));
        return Optional.ofNullable(names.get(written)).map(name -> new Place(name, line));
    }

    /** As {@link #place}, but the last line of a range: of several settings of a key the last one decides. */
    Optional<Place> lastPlace(ConfigOrigin origin) {
        String description = origin.description();
        int name = endOfName(origin, description);
        if (name == description.length()) {
            return place(origin);
        }
        int last = Math.max(name + LINES.length(), description.lastIndexOf('-') + 1);
        return place(origin, Integer.parseInt(description.substring(last)));
    }

    /** Typesafe Config ends the description of an origin that has lines with {@code ": 3"}, or with {@code ": 3-7"}. */
    private static int endOfName(ConfigOrigin origin, String description) {
        int lines = origin.lineNumber() > 0 ? description.lastIndexOf(LINES) : -1;
        return lines < 0 ? description.length() : lines;
    }
}
