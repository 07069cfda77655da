package frontdoor.hocon;

import frontdoor.files.FileContent;
import frontdoor.files.FileDigest;
import frontdoor.files.FilesRead;
import frontdoor.files.OtherThanFile;
import frontdoor.report.Cause;
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
    /** Of one file: some ten times what ten thousand sites take, and little enough to be read where memory is short. */
    static final int MOST_OCTETS = 16 << 20;

    private static final String TOO_MANY = "; a file of a configuration has at most " + MOST_OCTETS
            + ": name the right one, or divide it into several that are included";

    private final Map<String, String> texts = new LinkedHashMap<>();
    private final Origins origins = new Origins();
    private final Map<Path, String> digests = new LinkedHashMap<>();
    /** Of files that values name: thousands of sites may name the same one. */
    private final Map<Path, FileReading> contents = new HashMap<>();

    /** Enters a text under the name that places will show. */
    public void add(String name, String text) {
        texts.put(name, text);
        origins.add(name);
    }

    /** Remembers that {@code file} was looked for, so that a reload notices when it changes or appears. */
    void watch(Path file) {
        digests.computeIfAbsent(file, FileDigest::of);
    }

    /** Reads a file that an operator has named when asking, be it a pipe, and enters it; otherwise says in plain words why not. */
    public Optional<String> read(Path file) {
        return Files.isDirectory(file) ? refused(file, "a directory") : readText(file);
    }

    /** The same of a file that a configuration names. */
    Optional<String> readIncluded(Path file) {
        Optional<String> other = OtherThanFile.at(file);
        return other.isPresent() ? refused(file, other.get()) : readText(file);
    }

    private Optional<String> refused(Path file, String other) {
        watch(file);
        return Optional.of(notAFile(other));
    }

    private static String notAFile(String other) {
        return "is " + other + ", not a file";
    }

    private Optional<String> readText(Path file) {
        try {
            if (Files.size(file) > MOST_OCTETS) {
                watch(file);
                return Optional.of("has " + Files.size(file) + " bytes" + TOO_MANY);
            }
            byte[] octets = octets(file, MOST_OCTETS);
            if (octets.length > MOST_OCTETS) {
                watch(file);
                return Optional.of("has more" + TOO_MANY);
            }
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

    /** What {@code file} holds, which is read and watched once; of what is larger than {@code most} octets none is kept. */
    FileReading content(Path file, int most) {
        FileReading known = contents.get(file);
        boolean again = known instanceof FileReading.TooLarge(long octets) && octets <= most;
        if (known == null || again) {
            known = readContent(file, most);
            contents.put(file, known);
        }
        return known instanceof FileReading.Read(FileContent content) && content.octets().length > most
                ? new FileReading.TooLarge(content.octets().length)
                : known;
    }

    private FileReading readContent(Path file, int most) {
        try {
            Optional<String> other = OtherThanFile.at(file);
            if (other.isPresent()) {
                watch(file);
                return new FileReading.Unreadable(notAFile(other.get()));
            }
            if (Files.size(file) > most) {
                watch(file);
                return new FileReading.TooLarge(Files.size(file));
            }
            FileContent content = new FileContent(file, octets(file, most));
            if (content.octets().length > most) {
                watch(file);
                return new FileReading.TooLarge(content.octets().length);
            }
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

    /** What {@code file} holds; one octet more than {@code most} where that is more, as of a file that grows, or tells no size. */
    private static byte[] octets(Path file, int most) throws IOException {
        try (InputStream stream = Files.newInputStream(file)) {
            return stream.readNBytes(most + 1);
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

    /** How places come out of what the library says. */
    Origins origins() {
        return origins;
    }
}
